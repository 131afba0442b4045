package io.tandem.manager.internal;

import io.tandem.os.FileStatus;
import io.tandem.os.OpenMode;
import io.tandem.os.OperatingSystem;
import io.tandem.segment.internal.Opened;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The place of a server's snapshots, held against other servers by a lock of the system's on the file that stands there. It ends with the process;
 * what takes the place is locked before. The lock belongs to a descriptor of its own, so whoever else opens and closes the file doesn't drop it. For
 * one thread at a time.
 */
final class SnapshotFile implements AutoCloseable {
    private static final int NONE = -1;
    private static final long LOCKED_BYTE = 0;

    private final OperatingSystem system = OperatingSystem.current();
    private final Path path;
    /** Of what stands there, locked; or none. */
    private int descriptor = NONE;
    /** Of what it is open on, which says for sure whether that still stands there. */
    private @Nullable FileStatus status;

    SnapshotFile(final Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    boolean exists() {
        return system.status(path) != null;
    }

    /** Whether what stands there is this server's. */
    boolean isHeld() {
        return descriptor != NONE;
    }

    /** Takes what stands there; false if another server has it. */
    boolean claim() {
        final int opened = system.openDescriptor(path);
        boolean claimed = false;
        try {
            if (system.lockDescriptor(opened, path, LOCKED_BYTE) && !isReplaced(opened)) {
                hold(opened, system.status(path));
                claimed = true;
            }
            return claimed;
        } finally {
            if (!claimed) {
                system.closeDescriptor(opened);
            }
        }
    }

    /** Between opening it and locking it. */
    private boolean isReplaced(final int opened) {
        final String link = system.readLink(Path.of("/proc/self/fd/" + opened));
        return link != null && link.endsWith(path.getFileName() + " (deleted)");
    }

    private void hold(final int opened, final @Nullable FileStatus itsStatus) {
        descriptor = opened;
        status = itsStatus;
    }

    /**
     * Puts a new file there, for sure when this returns.
     *
     * @param next in the same directory; it has no name any more afterwards.
     * @return false if something stands there that isn't this server's: that stays, and the new one too.
     */
    boolean replaceBy(final Path next) {
        final int opened = system.openDescriptor(next);
        boolean put = false;
        try {
            if (!system.lockDescriptor(opened, next, LOCKED_BYTE)) {
                throw new IllegalStateException("Nobody else knows " + next + ", and it is locked.");
            }
            final FileStatus nextStatus = system.status(next);
            put = put(next);
            if (put) {
                final int previous = descriptor;
                hold(opened, nextStatus);
                closeIfAny(previous);
            }
        } finally {
            if (!put) {
                system.closeDescriptor(opened);
            }
        }
        if (put) {
            final Path directory = Objects.requireNonNull(path.getParent());
            try (Opened names = Opened.existing(directory, OpenMode.READ)) {
                system.force(names.channel(), directory);
            }
        }
        return put;
    }

    private boolean put(final Path next) {
        final FileStatus there = system.status(path);
        if (there != null) {
            if (!isHeld() || !there.isSameFile(status)) {
                return false;
            }
            system.rename(next, path);
            return true;
        }
        if (!system.link(next, path)) { // unlike a rename, it leaves alone what another one has just put there
            return false;
        }
        system.delete(next);
        return true;
    }

    private void closeIfAny(final int opened) {
        if (opened != NONE) {
            system.closeDescriptor(opened);
        }
    }

    @Override
    public void close() {
        final int last = descriptor;
        hold(NONE, null);
        closeIfAny(last);
    }
}
