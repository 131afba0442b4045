package io.tandem.os;

import java.util.Map;

/** Error numbers by name; x86-64 and aarch64 share them. */
final class Errno {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int E2BIG = 7;
    static final int ENOEXEC = 8;
    static final int EBADF = 9;
    static final int ECHILD = 10;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EACCES = 13;
    static final int EFAULT = 14;
    static final int EBUSY = 16;
    static final int EEXIST = 17;
    static final int EXDEV = 18;
    static final int ENOTDIR = 20;
    static final int EISDIR = 21;
    static final int EINVAL = 22;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int ETXTBSY = 26;
    static final int EFBIG = 27;
    static final int ENOSPC = 28;
    static final int EROFS = 30;
    static final int EMLINK = 31;
    static final int EDEADLK = 35;
    static final int ENAMETOOLONG = 36;
    static final int ENOLCK = 37;
    static final int ENOSYS = 38;
    static final int ENOTEMPTY = 39;
    static final int ELOOP = 40;
    static final int EOPNOTSUPP = 95;
    static final int ETIMEDOUT = 110;
    static final int ESTALE = 116;
    static final int EDQUOT = 122;

    private record Entry(String name, String words) {}

    private static final Map<Integer, Entry> TABLE = Map.ofEntries(
            entry(EPERM, "EPERM", "Operation not permitted"),
            entry(ENOENT, "ENOENT", "No such file or directory"),
            entry(ESRCH, "ESRCH", "No such process"),
            entry(EINTR, "EINTR", "Interrupted system call"),
            entry(EIO, "EIO", "Input/output error"),
            entry(E2BIG, "E2BIG", "Argument list too long"),
            entry(ENOEXEC, "ENOEXEC", "Exec format error"),
            entry(EBADF, "EBADF", "Bad file descriptor"),
            entry(ECHILD, "ECHILD", "No child processes"),
            entry(EAGAIN, "EAGAIN", "Resource temporarily unavailable"),
            entry(ENOMEM, "ENOMEM", "Cannot allocate memory"),
            entry(EACCES, "EACCES", "Permission denied"),
            entry(EFAULT, "EFAULT", "Bad address"),
            entry(EBUSY, "EBUSY", "Device or resource busy"),
            entry(EEXIST, "EEXIST", "File exists"),
            entry(EXDEV, "EXDEV", "Invalid cross-device link"),
            entry(ENOTDIR, "ENOTDIR", "Not a directory"),
            entry(EISDIR, "EISDIR", "Is a directory"),
            entry(EINVAL, "EINVAL", "Invalid argument"),
            entry(ENFILE, "ENFILE", "Too many open files in system"),
            entry(EMFILE, "EMFILE", "Too many open files"),
            entry(ETXTBSY, "ETXTBSY", "Text file busy"),
            entry(EFBIG, "EFBIG", "File too large"),
            entry(ENOSPC, "ENOSPC", "No space left on device"),
            entry(EROFS, "EROFS", "Read-only file system"),
            entry(EMLINK, "EMLINK", "Too many links"),
            entry(EDEADLK, "EDEADLK", "Resource deadlock avoided"),
            entry(ENAMETOOLONG, "ENAMETOOLONG", "File name too long"),
            entry(ENOLCK, "ENOLCK", "No locks available"),
            entry(ENOSYS, "ENOSYS", "Function not implemented"),
            entry(ENOTEMPTY, "ENOTEMPTY", "Directory not empty"),
            entry(ELOOP, "ELOOP", "Too many levels of symbolic links"),
            entry(EOPNOTSUPP, "EOPNOTSUPP", "Operation not supported"),
            entry(ETIMEDOUT, "ETIMEDOUT", "Connection timed out"),
            entry(ESTALE, "ESTALE", "Stale file handle"),
            entry(EDQUOT, "EDQUOT", "Disk quota exceeded"));

    private Errno() {}

    /** The error's name, or {@code errno N} for one that isn't in the table. */
    static String name(final int errno) {
        final Entry entry = TABLE.get(errno);
        return entry == null ? "errno " + errno : entry.name();
    }

    /** The number that the C library's English words stand for, or 0. The JDK passes on the words alone. */
    static int ofWords(final String words) {
        for (final Map.Entry<Integer, Entry> entry : TABLE.entrySet()) {
            if (words.contains(entry.getValue().words())) {
                // "Too many open files" begins "Too many open files in system".
                return entry.getKey() == EMFILE && words.contains("in system") ? ENFILE : entry.getKey();
            }
        }
        return 0;
    }

    private static Map.Entry<Integer, Entry> entry(final int errno, final String name, final String words) {
        return Map.entry(errno, new Entry(name, words));
    }
}
