package io.tandem.testing;

import io.tandem.segment.Domain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A domain of a test's own, removed when closed. */
public final class ScratchDomain implements AutoCloseable {
    private static final int MAX_ATTEMPTS = 10;

    private final Path directory;
    private final Domain domain;

    private ScratchDomain(final Path directory) {
        this.directory = directory;
        domain = Domain.at(directory);
    }

    public static ScratchDomain create() {
        try {
            return new ScratchDomain(Files.createTempDirectory(Path.of("/dev/shm"), "tandem-test-"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Domain domain() {
        return domain;
    }

    public Path directory() {
        return directory;
    }

    @Override
    public void close() {
        for (int attempt = 1; ; attempt++) {
            try {
                delete();
                return;
            } catch (final UncheckedIOException e) {
                if (attempt == MAX_ATTEMPTS) { // otherwise a sweep in the background was at the same files
                    throw e;
                }
            }
        }
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
