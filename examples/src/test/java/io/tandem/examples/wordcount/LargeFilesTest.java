package io.tandem.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LargeFilesTest {
    private static final int FILE = 7;

    private final LargeFiles files = new LargeFiles();

    @Test
    void shouldPassOnWholeFilesAtOnce() {
        final Found found = Found.of("worker", new int[] {3}, tally("one", 1), new int[0], new String[0]);

        assertThat(files.add(found)).isSameAs(found);
    }

    @Test
    void shouldCountAFileWhenItsLastPieceIsThere() {
        final Found early = files.add(text(3, 0, 2));
        final Found other = files.add(text(1, 5).inPiecesOf(FILE + 1, 1));
        final Found whole = files.add(text(3, 1));

        assertThat(early.texts()).isZero();
        assertThat(early.counts()).isEmpty();
        assertThat(other.texts()).isOne();
        assertThat(whole.texts()).isOne();
        assertThat(whole.binaries()).isZero();
        assertThat(whole.bytes()).isEqualTo(30);
        assertThat(whole.words()).isEqualTo("one ");
        assertThat(whole.counts()).containsExactly(3);
    }

    @Test
    void shouldCountNoWordWhenOnePieceIsNotText() {
        final Tally binary = new Tally();
        binary.binaries = 1;

        files.add(text(3, 0));
        files.add(Found.of("worker", new int[] {1}, binary, new int[0], new String[0])
                .inPiecesOf(FILE, 3));
        final Found whole = files.add(text(3, 2));

        assertThat(whole.texts()).isZero();
        assertThat(whole.binaries()).isOne();
        assertThat(whole.bytes()).isZero();
        assertThat(whole.words()).isEmpty();
    }

    @Test
    void shouldTellOnceWhenPiecesCannotBeRead() {
        files.add(text(3, 0));
        files.add(failed(1));
        final Found whole = files.add(failed(2));

        assertThat(whole.texts() + whole.binaries()).isZero();
        assertThat(whole.words()).isEmpty();
        assertThat(whole.failed()).containsExactly(FILE);
        assertThat(whole.problems()).containsExactly("gone");
    }

    private static Found text(final int pieces, final int... batches) {
        return Found.of("worker", batches, tally("one", batches.length), new int[0], new String[0])
                .inPiecesOf(FILE, pieces);
    }

    private static Found failed(final int batch) {
        return Found.of("worker", new int[] {batch}, new Tally(), new int[] {FILE}, new String[] {"gone"})
                .inPiecesOf(FILE, 3);
    }

    /** A word in each of so many texts of ten bytes. */
    private static Tally tally(final String word, final int texts) {
        final Tally tally = new Tally();
        tally.table.addConfirmed(word.toCharArray(), 0, word.length(), texts);
        tally.texts = texts;
        tally.bytes = 10L * texts;
        return tally;
    }
}
