package io.tandem.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where pieces of a file begin and end. */
class PieceInputTest {
    private static final int RUNS = 2_000;
    private static final String[] PARTS = {
        "a", "Z", " ", "\n", "7", "\u00e4", "\u4e2d", "\u0301", "\ud801\udc28", "\0", "word"
    };

    @TempDir
    private Path directory;

    @Test
    void shouldEndBehindTheDividerWhenAWordLiesAcrossTheBorder() throws Exception {
        final String text = "one two three";

        assertThat(pieces(text, 1)).containsExactly("one ", "two three");
        assertThat(pieces(text, 3)).containsExactly("one ", "two three");
        assertThat(pieces(text, 4)).containsExactly("one ", "two three");
        assertThat(pieces(text, 5)).containsExactly("one two ", "three");
        assertThat(pieces(text, 9)).containsExactly("one two three", "");
    }

    @Test
    void shouldGiveAllToTheFirstPieceWhenNothingDivides() throws Exception {
        final String text = "\u4e2d".repeat(100);

        assertThat(pieces(text, 60, 120, 299)).containsExactly(text, "", "", "");
    }

    @Test
    void shouldBeEmptyWhenTheFileHasBecomeShorter() throws Exception {
        assertThat(pieces("one two", 4, 7, 20, 30)).containsExactly("one ", "two", "", "", "");
    }

    @Test
    void shouldHaveEachByteOnceAndNoWordInTwoWhenBordersAreAnywhere() throws Exception {
        final long seed = System.nanoTime();
        System.out.println("PieceInputTest seed " + seed);
        final Random random = new Random(seed);
        for (int run = 0; run < RUNS; run++) {
            final StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(PARTS[random.nextInt(PARTS.length)]);
            }
            final TreeSet<Integer> borders = new TreeSet<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                borders.add(1 + random.nextInt(100));
            }

            final List<String> pieces = pieces(
                    text.toString(),
                    borders.stream().mapToInt(Integer::intValue).toArray());

            assertThat(String.join("", pieces)).isEqualTo(text.toString());
            // Each but the last that isn't empty ends behind a divider.
            final List<String> full =
                    pieces.stream().filter(piece -> !piece.isEmpty()).toList();
            assertThat(full.subList(0, Math.max(0, full.size() - 1)))
                    .as("%s at %s", text, borders)
                    .allMatch(piece -> " \n7\0".indexOf(piece.charAt(piece.length() - 1)) >= 0);
        }
    }

    private List<String> pieces(final String text, final int... borders) throws IOException {
        final Path path = Files.writeString(directory.resolve("file"), text);
        final List<String> pieces = new ArrayList<>();
        for (int i = 0; i <= borders.length; i++) {
            final long from = i == 0 ? 0 : borders[i - 1];
            final long to = i == borders.length ? Long.MAX_VALUE : borders[i];
            try (SeekableByteChannel file = Files.newByteChannel(path);
                    PieceInput in = new PieceInput(file, new Piece(from, to, borders.length + 1))) {
                pieces.add(read(in, 1 + text.length() % 7));
            }
        }
        return pieces;
    }

    /** Reads a few bytes at a time, into the middle of an array. */
    private static String read(final PieceInput in, final int room) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final byte[] some = new byte[room + 2];
        for (int length = in.read(some, 1, room); length >= 0; length = in.read(some, 1, room)) {
            assertThat(length).isBetween(1, room);
            bytes.write(some, 1, length);
        }
        assertThat(in.read()).isEqualTo(-1);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
