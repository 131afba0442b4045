package io.tandem.manager.internal;

import io.tandem.TandemException;
import io.tandem.os.FileStatus;
import io.tandem.os.OperatingSystem;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Snapshots of a server, and where they are kept. What is being written stands beside the file, under a name that no other server uses: one that
 * dies leaves it, and the next one removes it.
 *
 * @param file  that is written; a path.
 * @param every between two times.
 */
record SnapshotSetup(String file, Duration every) implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final String SUFFIX = ".tmp";
    private static final String NUMBER = "[0-9a-f]{16}";

    Path path() {
        return Path.of(file);
    }

    private Path directory() {
        return Objects.requireNonNull(path().getParent());
    }

    private String name() {
        return String.valueOf(path().getFileName());
    }

    /** Where a server writes, before it gives that the file's name. */
    Path temporary(final long server) {
        return path().resolveSibling(name() + String.format(".%016x", server) + SUFFIX);
    }

    /** Removes what servers that have died have left half written. */
    void removeRemains() {
        final OperatingSystem system = OperatingSystem.current();
        final Pattern remains = Pattern.compile(Pattern.quote(name() + ".") + NUMBER + Pattern.quote(SUFFIX));
        for (final String name : system.list(directory())) {
            if (remains.matcher(name).matches()) {
                system.delete(path().resolveSibling(name));
            }
        }
    }

    /** Refuses a place that nothing can be written to. */
    void check() {
        final OperatingSystem system = OperatingSystem.current();
        final FileStatus directory = system.status(directory().resolve(".")); // of what a link leads to
        if (directory == null || directory.kind() != FileStatus.Kind.DIRECTORY) {
            throw new TandemException("Snapshots are to be written to " + file + ", and the directory " + directory()
                    + " doesn't exist. Create it, or give another file.");
        }
        final FileStatus there = system.status(path());
        if (there != null && there.kind() != FileStatus.Kind.FILE) {
            throw new TandemException(
                    "Snapshots are to be written to " + file
                            + ", and what stands there is no regular file: they replace it as a whole. Give the path of a file.");
        }
    }
}
