package io.tandem.manager.internal;

import io.tandem.TandemException;
import io.tandem.os.FileStatus;
import io.tandem.os.OpenMode;
import io.tandem.os.OperatingSystem;
import io.tandem.segment.internal.Opened;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file in which the snapshots of a server stand, which is held against other servers: by a lock of the system's on what stands there, that
 * ends with the process. What takes its place is locked before. For one thread at a time.
 */
final class SnapshotFile implements AutoCloseable {
    private static final long LOCKED_BYTE = 0;

    private final OperatingSystem system = OperatingSystem.current();
    private final Path path;
    /** What stands there, locked; null if nothing does. */
    private @Nullable Opened held;

    private @Nullable FileStatus status;

    SnapshotFile(final Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Takes what stands there, if anything does; false if another server has it. */
    boolean claim() {
        final FileStatus before = system.status(path);
        if (before == null) {
            return true;
        }
        final Opened opened = Opened.existing(path, OpenMode.READ_WRITE);
        boolean claimed = false;
        try {
            if (lock(opened)) {
                final FileStatus after = system.status(path);
                // Else another one has just put a new one in its place.
                claimed = before.isSameFile(after);
                if (claimed) {
                    hold(opened, after);
                }
            }
            return claimed;
        } finally {
            if (!claimed) {
                opened.close();
            }
        }
    }

    private boolean lock(final Opened opened) {
        return system.tryLock(opened.channel(), opened.path(), LOCKED_BYTE, false) != null;
    }

    private void hold(final Opened opened, final @Nullable FileStatus itsStatus) {
        held = opened;
        status = itsStatus;
    }

    /** What stands there, or null. */
    @Nullable
    Opened held() {
        return held;
    }

    /** Of what stands there, in bytes. */
    long length() {
        return status == null ? 0 : status.size();
    }

    /**
     * Gives a new file its name.
     *
     * @param next that was written, and is closed by this from now on; unless this fails and doesn't {@linkplain #held hold} it.
     */
    void replaceBy(final Opened next) {
        if (!lock(next)) {
            throw new IllegalStateException("Nobody else knows " + next.path() + ", and it is locked.");
        }
        final FileStatus nextStatus = system.status(next.path());
        requireUnchanged();
        system.rename(next.path(), path);
        final Opened previous = held;
        hold(next, nextStatus);
        if (previous != null) {
            previous.close();
        }
    }

    private void requireUnchanged() {
        final FileStatus there = system.status(path);
        if (there != null && !there.isSameFile(status)) {
            throw new TandemException("What stands at " + path
                    + " isn't what this server has put there: another manager may write there, too. Give each manager a file of its own;"
                    + " or move that file away, and the next snapshot takes its place.");
        }
    }

    @Override
    public void close() {
        final Opened last = held;
        if (last != null) {
            held = null;
            last.close();
        }
    }
}
