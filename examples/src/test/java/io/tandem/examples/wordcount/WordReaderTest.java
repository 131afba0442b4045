package io.tandem.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is a word, and what is a text file. */
class WordReaderTest {
    /** More than is read at once, and not a multiple of what a character takes. */
    private static final int MUCH = 300_001;

    @TempDir
    private Path directory;

    private final WordTable table = new WordTable();
    private final WordReader reader = new WordReader(table);

    @Test
    void shouldDivideAtWhatIsNoLetterWhenTextIsAscii() throws Exception {
        final long length = read("The cat, the CAT's don't_do 4x4\tend");

        assertThat(length).isEqualTo(35);
        assertThat(words())
                .isEqualTo(Map.of("the", 2L, "cat", 2L, "s", 1L, "don", 1L, "t", 1L, "do", 1L, "x", 1L, "end", 1L));
    }

    @Test
    void shouldKeepLettersOfAllScriptsAndTheirMarksWhenTextIsNotAscii() throws Exception {
        // A decomposed letter, Greek, Cyrillic, Chinese, letters beyond 16 bits (capital and small), an emoji, a lone
        // mark.
        read(
                "cafe\u0301 \u00c9t\u00e9 \u03a9\u03bc \u0416 \u4e2d\u6587 \ud801\udc00\ud801\udc28 a\ud83d\ude00b \u0301c");

        assertThat(words())
                .isEqualTo(Map.of(
                        "cafe\u0301",
                        1L,
                        "\u00e9t\u00e9",
                        1L,
                        "\u03c9\u03bc",
                        1L,
                        "\u0436",
                        1L,
                        "\u4e2d\u6587",
                        1L,
                        "\ud801\udc28\ud801\udc28",
                        1L,
                        "a",
                        1L,
                        "b",
                        1L,
                        "c",
                        1L));
    }

    @Test
    void shouldLeaveOutRunsOfLettersWhenTheyAreTooLong() throws Exception {
        final String longest = "x".repeat(100);

        read(longest + " " + longest + "y " + "z".repeat(MUCH) + " end");

        assertThat(words()).isEqualTo(Map.of(longest, 1L, "end", 1L));
    }

    @Test
    void shouldSeeCharactersAndWordsWholeWhenTheyLieAcrossReads() throws Exception {
        final String unit = "\u00e4\u4e2d\ud801\udc28x ";

        final long length = read(unit.repeat(MUCH / 5));

        assertThat(length).isEqualTo(MUCH / 5 * 11L);
        assertThat(words()).isEqualTo(Map.of(unit.strip(), MUCH / 5L));
    }

    @Test
    void shouldCountNothingOfItWhenAFileIsNotText() throws Exception {
        final String start = "word ".repeat(MUCH);
        final byte[][] notText = {
            (start + "\0 end").getBytes(StandardCharsets.UTF_8),
            (start + "caf\u00e9").getBytes(StandardCharsets.ISO_8859_1),
            (start + "\u00e9 end").getBytes(StandardCharsets.ISO_8859_1),
            // An overlong form, half a pair of surrogates.
            {'a', ' ', (byte) 0xc0, (byte) 0xaf},
            {'a', ' ', (byte) 0xed, (byte) 0xa0, (byte) 0x80},
        };

        for (final byte[] content : notText) {
            assertThat(read(content)).isEqualTo(WordReader.BINARY);
        }

        assertThat(words()).isEmpty();
        assertThat(read("word")).isEqualTo(4);
        assertThat(words()).isEqualTo(Map.of("word", 1L));
    }

    @Test
    void shouldFindNoWordsWhenAFileIsEmpty() throws Exception {
        assertThat(read("")).isZero();

        assertThat(words()).isEmpty();
    }

    @Test
    void shouldThrowAndCountNothingWhenAFileCannotBeRead() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> reader.read(directory.resolve("none").toString(), null));

        assertThat(words()).isEmpty();
    }

    private long read(final String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private long read(final byte[] content) throws IOException {
        return reader.read(
                Files.write(directory.resolve("file"), content).toAbsolutePath().toString(), null);
    }

    private Map<String, Long> words() {
        final Map<String, Long> words = new TreeMap<>();
        table.forEach((word, count) -> assertThat(words.put(word, count)).isNull());
        return words;
    }
}
