package io.tandem.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.segment.Domain;
import io.tandem.segment.OutOfSpaceException;
import io.tandem.segment.internal.ProcessRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Synchronizers and values where the file system has no room left: an error when one is made, and never a signal in one that was. */
class FullMemoryTest {
    @RegisterExtension
    final SmallFileSystem files = new SmallFileSystem();

    @ParameterizedTest
    @EnumSource
    void shouldRefuseAnotherAndServeWhatThereIsWhenMemoryIsFull(final EverySharedObject kind) throws Exception {
        final Domain small = files.mount();
        final Path filler = files.directory().resolve("filler");
        try (EverySharedObject.Opened before = kind.create(small)) {
            fill(filler);

            assertThatThrownBy(() -> kind.create(small).close()).isInstanceOf(OutOfSpaceException.class);
            before.use();
            Files.delete(filler);
            try (EverySharedObject.Opened after = kind.create(small)) {
                after.use();
            }
        } finally {
            Files.deleteIfExists(filler);
        }

        small.sweep();
        assertThat(TestDomain.leftovers(small)).isEmpty();
        ProcessRegistry.of(small).leave();
    }

    /** To the last byte. */
    private static void fill(final Path file) throws IOException {
        final byte[] much = new byte[1 << 20];
        try (OutputStream output = Files.newOutputStream(file)) {
            for (int length = much.length; length > 0; length /= 2) {
                try {
                    while (true) {
                        output.write(much, 0, length);
                    }
                } catch (final IOException e) {
                    assertThat(e).hasMessageContaining("No space");
                }
            }
        }
    }
}
