package io.tandem.segment.internal;

import io.tandem.os.FileStatus;
import io.tandem.os.Interrupts;
import io.tandem.os.NativeLibrary;
import io.tandem.os.OpenMode;
import io.tandem.os.OperatingSystem;
import io.tandem.os.OperatingSystemException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Asks the kernel whether the process of a process file lives. Takes shared locks at most, and those only for the time
 * of the question; never asked about a file that this JVM holds a JDK lock on.
 */
final class Liveness {
    private Liveness() {}

    /** True only if it is proven: no lock is held, and pid and start time are gone too where they can be seen. */
    static boolean isProvenDead(final Path file) {
        final FileStatus status = OperatingSystem.current().status(file);
        if (status == null) {
            return true;
        }
        if (status.kind() != FileStatus.Kind.FILE) {
            return true; // a link or a directory that somebody put there holds no lock and names no process
        }
        try {
            if (isLocked(file)) {
                return false;
            }
        } catch (final OperatingSystemException e) {
            if (OperatingSystem.current().status(file) == null) {
                return true;
            }
            throw e;
        }
        final ProcessRecord record = ProcessRecord.read(file);
        return record == null || !runs(record.identity());
    }

    /** Whether somebody holds one of the two locks. */
    static boolean isLocked(final Path file) {
        return NativeLibrary.isReady() ? isLockedByQuery(file) : isLockedByTrial(file);
    }

    static boolean isLockedByQuery(final Path file) {
        final OperatingSystem system = OperatingSystem.current();
        final int descriptor = system.openDescriptor(file);
        try {
            return system.isDescriptorLocked(descriptor, file, ProcessFileDescriptor.JDK_LOCK, 2);
        } finally {
            system.closeDescriptor(descriptor);
        }
    }

    static boolean isLockedByTrial(final Path file) {
        return Interrupts.deferred(() -> isLockedByTrialOnce(file));
    }

    private static boolean isLockedByTrialOnce(final Path file) {
        try (Opened opened = Opened.existing(file, OpenMode.READ)) {
            return isLockedByTrial(opened.channel(), file, ProcessFileDescriptor.JDK_LOCK)
                    || isLockedByTrial(opened.channel(), file, ProcessFileDescriptor.DESCRIPTOR_LOCK);
        } catch (final OperatingSystemException e) {
            if (e.getCause() instanceof OverlappingFileLockException) {
                return true; // another thread of this JVM asks the same just now: no proof, this time
            }
            throw e;
        }
    }

    private static boolean isLockedByTrial(final FileChannel channel, final Path file, final long position) {
        final @Nullable FileLock lock = OperatingSystem.current().tryLock(channel, file, position, true);
        return lock == null; // closing the channel gives it back
    }

    /** Whether it can be seen to run. */
    static boolean runs(final ProcessIdentity identity) {
        final ProcessIdentity own = ProcessIdentity.own();
        return identity.pid() > 0
                && identity.namespace() != 0
                && identity.namespace() == own.namespace()
                && identity.boot().equals(own.boot())
                && ProcessIdentity.runs(identity.pid(), identity.startTime());
    }
}
