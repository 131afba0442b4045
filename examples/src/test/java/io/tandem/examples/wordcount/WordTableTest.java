package io.tandem.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordTableTest {
    private static final int MANY = 50_000;

    private final WordTable table = new WordTable();

    @Test
    void shouldCountAsAMapDoesWhenWordsAreMany() {
        final long seed = System.nanoTime();
        System.out.println("WordTableTest seed " + seed);
        final Random random = new Random(seed);
        final Map<String, Long> expected = new HashMap<>();

        for (int i = 0; i < MANY; i++) {
            final String word = Integer.toString(random.nextInt(MANY / 4), Character.MAX_RADIX);
            final char[] text = ("<" + word + ">").toCharArray();
            if (random.nextBoolean()) {
                table.add(text, 1, word.length());
                expected.merge(word, 1L, Long::sum);
            } else {
                table.addConfirmed(text, 1, word.length(), i + 1L);
                expected.merge(word, i + 1L, Long::sum);
            }
        }
        table.confirm();

        assertThat(words()).isEqualTo(expected);
    }

    @Test
    void shouldForgetWhatIsPendingAloneWhenAFileTurnsOutNotToBeText() {
        add("kept", "both");
        table.confirm();
        add("both", "dropped");

        table.forget();

        table.confirm();
        assertThat(words()).isEqualTo(Map.of("kept", 1L, "both", 1L));
    }

    @Test
    void shouldBeginAnewWhenCleared() {
        add("before", "both", "both");
        table.confirm();
        add("pending");

        table.clear();
        add("both");
        table.confirm();

        assertThat(words()).isEqualTo(Map.of("both", 1L));
    }

    private void add(final String... words) {
        for (final String word : words) {
            table.add(word.toCharArray(), 0, word.length());
        }
    }

    private Map<String, Long> words() {
        final Map<String, Long> words = new HashMap<>();
        table.forEach((word, count) -> assertThat(words.put(word, count)).isNull());
        return words;
    }
}
