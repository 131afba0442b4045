package io.tandem.os;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.file.Path;

/** Bare descriptors, always close-on-exec, and the locks that belong to them. */
final class Descriptors {
    private static final int NEW_FILE = 0666;
    /** All of it: offsets are addresses. */
    private static final Pointer MEMORY = new Pointer(0);

    private Descriptors() {}

    static int open(final Path path) {
        return open(path, Platform.O_RDWR | NativeCalls.platform().noFollow);
    }

    static int open(final Path path, final StreamMode mode) {
        return open(
                path,
                switch (mode) {
                    case READ -> Platform.O_RDONLY;
                    case REPLACE -> Platform.O_WRONLY | Platform.O_CREAT | Platform.O_TRUNC;
                    case APPEND -> Platform.O_WRONLY | Platform.O_CREAT | Platform.O_APPEND;
                });
    }

    private static int open(final Path path, final int flags) {
        try (NativeMemory text = NativeMemory.ofPath(path.toString())) {
            int descriptor;
            int errno;
            do {
                descriptor = LibC.open(text.address(), flags | Platform.O_CLOEXEC, NEW_FILE);
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
        final long lock = writeLock(position, 1);
        try {
            if (LibC.fcntl(descriptor, Platform.F_OFD_SETLK, lock) == 0) {
                return true;
            }
            final int errno = Native.getLastError();
            if (errno == Errno.EAGAIN || errno == Errno.EACCES) {
                return false;
            }
            throw Failures.of("fcntl(F_OFD_SETLK)", path, errno);
        } finally {
            Native.free(lock);
        }
    }

    /** Allocates nothing: spinning threads ask it about their peers. */
    static boolean isLocked(final int descriptor, final Path path, final long position, final long length) {
        final long lock = writeLock(position, length);
        try {
            NativeCalls.check(LibC.fcntl(descriptor, Platform.F_OFD_GETLK, lock), "fcntl(F_OFD_GETLK)", path);
            return MEMORY.getShort(lock + Platform.FLOCK_TYPE) != Platform.F_UNLCK;
        } finally {
            Native.free(lock);
        }
    }

    /** A struct flock, to be freed. */
    private static long writeLock(final long position, final long length) {
        final long lock = Native.malloc(Platform.FLOCK_SIZE);
        if (lock == 0) {
            throw Failures.of("malloc", null, Errno.ENOMEM);
        }
        MEMORY.setMemory(lock, Platform.FLOCK_SIZE, (byte) 0);
        MEMORY.setShort(lock + Platform.FLOCK_TYPE, Platform.F_WRLCK);
        MEMORY.setLong(lock + Platform.FLOCK_START, position);
        MEMORY.setLong(lock + Platform.FLOCK_LENGTH, length);
        return lock;
    }
}
