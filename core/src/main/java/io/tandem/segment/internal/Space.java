package io.tandem.segment.internal;

import io.tandem.os.OperatingSystem;
import io.tandem.os.OperatingSystemException;
import io.tandem.segment.OutOfSpaceException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Allocates truly, and says in one way that there is no room. */
final class Space {
    private static final Set<String> FULL = Set.of("ENOSPC", "EDQUOT", "ENOMEM");

    private Space() {}

    /** Gives a new file its length; what is there of it after a failure, the caller removes. */
    static void allocate(final FileChannel channel, final Path path, final long length) {
        final OperatingSystem system = OperatingSystem.current();
        final long free = system.usableSpace(path);
        if (length > free) {
            throw full(path, length, free, null);
        }
        try {
            system.allocate(channel, path, length);
        } catch (final OperatingSystemException e) {
            if (FULL.contains(e.errnoName())) {
                throw full(path, length, system.usableSpace(path), e);
            }
            throw e;
        }
    }

    private static OutOfSpaceException full(
            final Path path, final long needed, final long free, final @Nullable OperatingSystemException cause) {
        final String message = "No room for " + path + ": " + needed + " bytes are needed, and " + free
                + " are free there" + (cause == null ? "" : " now (" + cause.getMessage() + ")")
                + ". Ask for less, delete what isn't needed, make it larger (docker run --shm-size=...; mount"
                + " -o remount,size=... /dev/shm), or set -Dtandem.dir or TANDEM_DIR to a directory with more room.";
        return cause == null ? new OutOfSpaceException(message) : new OutOfSpaceException(message, cause);
    }
}
