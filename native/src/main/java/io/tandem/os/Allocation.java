package io.tandem.os;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Files whose bytes really exist, so that a store into a mapping never ends in SIGBUS. */
final class Allocation {
    /** Small steps: a signal makes tmpfs give back, and repeat, one step only. */
    private static final long STEP = 64L << 20;

    private static final int INTERRUPTIONS = 20;

    /** Below, reading the limit would cost more than the allocation. */
    private static final long SMALL = 4L << 20;

    private Allocation() {}

    static void allocate(final FileChannel channel, final Path path, final long length) {
        if (length <= 0) {
            throw new IllegalArgumentException(
                    "A length of " + length + " bytes was asked for " + path + ": one at least is needed.");
        }
        checkMemoryLimit(path, length);
        if (!NativeLibrary.isReady() || !fallocate(channel, path, length)) {
            FileCalls.fillWithZeros(channel, path, length);
        }
    }

    /** A container that exceeds its memory isn't refused, but killed: so its limit is looked at beforehand. */
    private static void checkMemoryLimit(final Path path, final long length) {
        if (length < SMALL) {
            return;
        }
        final OptionalLong free = MemoryLimit.free();
        if (free.isPresent() && free.getAsLong() < length && MemoryLimit.isInMemory(path)) {
            throw Failures.noSpace(
                    "allocate",
                    path,
                    length,
                    Math.max(0, free.getAsLong()),
                    "this container's or control group's memory limit, which counts files in memory",
                    null);
        }
    }

    /** False if the file system or a stream of signals prevents it: then zeros have to be written. */
    private static boolean fallocate(final FileChannel channel, final Path path, final long length) {
        final int descriptor;
        try {
            descriptor = Descriptors.open(path);
        } catch (final OperatingSystemException noSecondDescriptor) {
            return false; // the channel that is open will do
        }
        try {
            int interruptions = 0;
            for (long done = 0; done < length; ) {
                final long step = Math.min(STEP, length - done);
                final int errno = LibC.posix_fallocate(descriptor, done, step);
                switch (errno) {
                    case 0 -> done += step;
                    case Errno.EINTR -> interruptions++;
                    case Errno.EOPNOTSUPP, Errno.ENOSYS, Errno.EINVAL -> {
                        return false;
                    }
                    default -> throw failed(channel, path, length, errno);
                }
                if (interruptions > INTERRUPTIONS) {
                    return false;
                }
            }
            return true;
        } finally {
            Descriptors.close(descriptor);
        }
    }

    private static OperatingSystemException failed(
            final FileChannel channel, final Path path, final long length, final int errno) {
        final OperatingSystemException plain = Failures.of("posix_fallocate", path, errno);
        FileCalls.empty(channel, plain);
        if (errno != Errno.ENOSPC) {
            return plain;
        }
        final long free = path.toFile().getUsableSpace();
        return Failures.noSpace("posix_fallocate", path, length, free, FileCalls.fileSystem(path), plain);
    }
}
