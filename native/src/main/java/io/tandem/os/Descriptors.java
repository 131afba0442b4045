package io.tandem.os;

import com.sun.jna.Native;
import java.nio.file.Path;

/** Bare descriptors, always close-on-exec, and the locks that belong to them. */
final class Descriptors {
    private Descriptors() {}

    static int open(final Path path) {
        try (NativeMemory text = NativeMemory.ofPath(path.toString())) {
            final int flags = Platform.O_RDWR | Platform.O_CLOEXEC | NativeCalls.platform().noFollow;
            int descriptor;
            int errno;
            do {
                descriptor = LibC.open(text.address(), flags, 0);
                errno = descriptor == -1 ? Native.getLastError() : 0;
            } while (errno == Errno.EINTR);
            if (descriptor == -1) {
                throw Failures.of("open", path, errno);
            }
            return descriptor;
        }
    }

    static void close(final int descriptor) {
        // Linux releases the number even when it reports EINTR: never repeat.
        if (LibC.close(descriptor) == -1) {
            final int errno = Native.getLastError();
            if (errno != Errno.EINTR) {
                throw Failures.of("close(" + descriptor + ")", null, errno);
            }
        }
    }

    /** A second number for the same open file. */
    static int duplicate(final int descriptor) {
        return NativeCalls.check(LibC.fcntl(descriptor, Platform.F_DUPFD_CLOEXEC, 3), "fcntl(F_DUPFD_CLOEXEC)", null);
    }

    static PipeDescriptors pipe() {
        try (NativeMemory both = new NativeMemory(16)) {
            NativeCalls.check(LibC.pipe2(both.address(), Platform.O_CLOEXEC), "pipe2", null);
            return new PipeDescriptors(both.bytes().getInt(0), both.bytes().getInt(4));
        }
    }

    static boolean lock(final int descriptor, final Path path, final long position) {
        try (NativeMemory lock = writeLock(position, 1)) {
            if (LibC.fcntl(descriptor, Platform.F_OFD_SETLK, lock.address()) == 0) {
                return true;
            }
            final int errno = Native.getLastError();
            if (errno == Errno.EAGAIN || errno == Errno.EACCES) {
                return false;
            }
            throw Failures.of("fcntl(F_OFD_SETLK)", path, errno);
        }
    }

    static boolean isLocked(final int descriptor, final Path path, final long position, final long length) {
        try (NativeMemory lock = writeLock(position, length)) {
            NativeCalls.check(LibC.fcntl(descriptor, Platform.F_OFD_GETLK, lock.address()), "fcntl(F_OFD_GETLK)", path);
            return lock.bytes().getShort(Platform.FLOCK_TYPE) != Platform.F_UNLCK;
        }
    }

    private static NativeMemory writeLock(final long position, final long length) {
        final NativeMemory lock = new NativeMemory(Platform.FLOCK_SIZE);
        lock.bytes()
                .putShort(Platform.FLOCK_TYPE, Platform.F_WRLCK)
                .putLong(Platform.FLOCK_START, position)
                .putLong(Platform.FLOCK_LENGTH, length);
        return lock;
    }
}
