package io.tandem.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LargeFilesTest {
    private static final int FILE = 7;

    private final LargeFiles files = new LargeFiles();

    @Test
    void shouldPassOnWholeFilesAtOnce() {
        final Found found = text();

        assertThat(files.add(new Batch(10, new int[] {FILE}, new String[] {""}, null), found))
                .isSameAs(found);
    }

    @Test
    void shouldCountAFileWhenItsLastPieceIsThere() {
        final Found first = files.add(piece(FILE, 3), text());
        final Found other = files.add(piece(FILE + 1, 1), text());
        final Found second = files.add(piece(FILE, 3), text());
        final Found whole = files.add(piece(FILE, 3), text());

        assertThat(first.texts() + second.texts()).isZero();
        assertThat(first.counts()).isEmpty();
        assertThat(second.counts()).isEmpty();
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

        files.add(piece(FILE, 3), text());
        files.add(piece(FILE, 3), Found.of(binary, new int[0], new String[0]));
        final Found whole = files.add(piece(FILE, 3), text());

        assertThat(whole.texts()).isZero();
        assertThat(whole.binaries()).isOne();
        assertThat(whole.bytes()).isZero();
        assertThat(whole.words()).isEmpty();
    }

    @Test
    void shouldTellOnceWhenPiecesCannotBeRead() {
        files.add(piece(FILE, 3), text());
        files.add(piece(FILE, 3), failed());
        final Found whole = files.add(piece(FILE, 3), failed());

        assertThat(whole.texts() + whole.binaries()).isZero();
        assertThat(whole.words()).isEmpty();
        assertThat(whole.failed()).containsExactly(FILE);
        assertThat(whole.problems()).containsExactly("gone");
    }

    private static Batch piece(final int file, final int pieces) {
        return new Batch(10, new int[] {file}, new String[] {""}, new Piece(0, 10, pieces));
    }

    /** A word in a text of ten bytes. */
    private static Found text() {
        final Tally tally = new Tally();
        tally.table.addConfirmed("one".toCharArray(), 0, 3, 1);
        tally.texts = 1;
        tally.bytes = 10;
        return Found.of(tally, new int[0], new String[0]);
    }

    private static Found failed() {
        return Found.of(new Tally(), new int[] {FILE}, new String[] {"gone"});
    }
}
