package io.tandem.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.pool.ItemOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What workers tell of their batches. */
class CounterTest {
    @TempDir
    private Path directory;

    @Test
    void shouldTellOfEachBatchByItselfWhenThereAreSeveral() throws Exception {
        final String file =
                Files.writeString(directory.resolve("file"), "one two two").toString();
        final String missing = directory.resolve("missing").toString();

        final Found first = Counter.find(new Batch(11, new int[] {5, 6}, new String[] {file, missing}, null));
        final Found piece = Counter.find(new Batch(4, new int[] {7}, new String[] {file}, new Piece(0, 4, 2)));
        final Found binary = Counter.find(new Batch(1, new int[] {8}, new String[] {binary()}, null));

        assertThat(first.words()).isEqualTo("one two ");
        assertThat(first.counts()).containsExactly(1, 2);
        assertThat(first.failed()).containsExactly(6);
        assertThat(first.problems()).containsExactly("no such file");
        assertThat(piece.words()).isEqualTo("one ");
        assertThat(piece.bytes()).isEqualTo(4);
        assertThat(piece.failed()).isEmpty();
        assertThat(binary.binaries()).isOne();
        assertThat(binary.texts()).isZero();
        assertThat(binary.counts()).isEmpty();
    }

    @Test
    void shouldTellWhyOfEachFileWhenABatchHasNoResult() {
        final Batch batch = new Batch(9, new int[] {3, 4}, new String[] {"a", "b"}, null);

        final Found found = Found.of(batch, ItemOutcome.failed(0, new IllegalStateException("all have died")));

        assertThat(found.failed()).containsExactly(3, 4);
        assertThat(found.problems()).containsExactly("all have died", "all have died");
        assertThat(found.texts() + found.binaries()).isZero();
    }

    private String binary() throws Exception {
        return Files.write(directory.resolve("binary"), new byte[] {'a', 0}).toString();
    }
}
