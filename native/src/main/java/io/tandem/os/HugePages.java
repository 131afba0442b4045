package io.tandem.os;

import com.sun.jna.Native;
import java.nio.file.Path;

/** Huge pages of files in memory, gathered out of small ones that are allocated already. */
final class HugePages {
    private static final Path SIZE = Path.of("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size");
    /** A page that is busy just now is another try's. */
    private static final int ATTEMPTS = 20;

    private static final String REMEDY =
            "Huge pages can't be had for it: Linux 6.1 or newer is needed, a file system in"
                    + " memory such as /dev/shm, and another word than deny in"
                    + " /sys/kernel/mm/transparent_hugepage/shmem_enabled. Change that, or do without huge pages.";

    private HugePages() {}

    /** The size of a huge page, for a mapping that has room for one at least. */
    static long checkedSize(final Path path, final long length) {
        final String text = FileCalls.readText(SIZE);
        if (text == null || !text.strip().matches("[0-9]{1,12}")) {
            throw Failures.of("mmap", path, Errno.EOPNOTSUPP, REMEDY);
        }
        final long size = Long.parseLong(text.strip());
        if (length < size) {
            throw new IllegalArgumentException("Huge pages were asked for " + path + ", which has " + length
                    + " bytes and one of them " + size + ": make it larger, or do without huge pages.");
        }
        return size;
    }

    /** Succeeds only if each whole huge page in the range is one afterwards. */
    static void collapse(final long address, final long length) {
        int errno = 0;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (LibC.madvise(address, length, Platform.MADV_COLLAPSE) == 0) {
                return;
            }
            errno = Native.getLastError();
            if (errno != Errno.EAGAIN && errno != Errno.EBUSY) {
                break;
            }
        }
        throw switch (errno) {
            case Errno.EAGAIN, Errno.EBUSY, Errno.ENOMEM ->
                Failures.of(
                        "madvise(MADV_COLLAPSE)",
                        null,
                        errno,
                        "There aren't enough huge pages in one piece, or the container's memory limit is reached: free"
                                + " memory, or do without huge pages.");
            default -> Failures.of("madvise(MADV_COLLAPSE)", null, errno, REMEDY);
        };
    }
}
