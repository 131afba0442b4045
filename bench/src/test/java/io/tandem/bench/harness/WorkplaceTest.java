package io.tandem.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.AtomicBuffer;
import org.junit.jupiter.api.Test;

class WorkplaceTest {
    // Above the largest pid that Linux gives.
    private static final long NOBODY = 1L << 23;

    @Test
    void shouldShowBothSidesTheSameMemoryWhenOneCreatesAndOneOpens() throws IOException {
        final Workplace workplace = Workplace.create(Cpus.any(), new Halt());
        try {
            final AtomicBuffer created = workplace.create("memory", 4096);
            created.putLong(8, 42);

            final AtomicBuffer opened = Workplace.attach(workplace.directory(), Cpus.any(), new Halt())
                    .open("memory");

            assertThat(opened.capacity()).isEqualTo(4096);
            assertThat(opened.getLong(8)).isEqualTo(42);
            assertThatThrownBy(() -> workplace.create("memory", 4096)).isInstanceOf(FileAlreadyExistsException.class);
        } finally {
            workplace.delete();
        }
    }

    @Test
    void shouldLeaveNothingWhenDeletedTwice() throws IOException {
        final Workplace workplace = Workplace.create(Cpus.any(), new Halt());
        Files.createDirectories(workplace.directory().resolve("a/b"));
        Files.createFile(workplace.directory().resolve("a/b/c"));

        workplace.delete();
        workplace.delete();

        assertThat(workplace.directory()).doesNotExist();
    }

    @Test
    void shouldRemoveWhatADeadDriverLeftAndNothingElse() throws IOException {
        final Workplace first = Workplace.create(Cpus.any(), new Halt());
        final Path left = first.directory().resolveSibling("tandem-bench-" + NOBODY + "-17");
        Files.createDirectory(left);
        Files.createFile(left.resolve("control"));

        final Workplace second = Workplace.create(Cpus.any(), new Halt());

        try {
            assertThat(left).doesNotExist();
            assertThat(first.directory()).exists();
        } finally {
            first.delete();
            second.delete();
        }
    }
}
