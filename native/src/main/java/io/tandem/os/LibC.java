package io.tandem.os;

import com.sun.jna.Native;

/**
 * The C library, mapped directly. Initializing this class loads JNA: only {@link NativeLibrary} does so. Variadic
 * functions are declared with the arguments we pass, which both supported calling conventions allow.
 */
final class LibC {
    static {
        Native.register(LibC.class, com.sun.jna.NativeLibrary.getProcess());
    }

    private LibC() {}

    static native long syscall(long number, long a, long b, long c, long d, long e, long f);

    static native int open(long path, int flags, int mode);

    static native int close(int descriptor);

    static native int pipe2(long descriptors, int flags);

    static native int fcntl(int descriptor, int command, long argument);

    static native int posix_fallocate(int descriptor, long offset, long length);

    static native long mmap(long address, long length, int protection, int flags, int descriptor, long offset);

    static native int munmap(long address, long length);

    static native int madvise(long address, long length, int advice);

    static native int mlock(long address, long length);

    static native int sched_getaffinity(int pid, long size, long mask);

    static native int sched_setaffinity(int pid, long size, long mask);

    static native int clock_gettime(int clock, long timespec);

    static native long sysconf(int name);

    static native long signal(int signal, long handler);

    static native int sigfillset(long set);

    static native int kill(int pid, int signal);

    static native int waitid(int idType, int id, long info, int options);

    static native int epoll_create1(int flags);

    static native int epoll_ctl(int epoll, int operation, int descriptor, long event);

    static native int epoll_wait(int epoll, long events, int count, int timeout);

    static native int posix_spawn(
            long pid, long path, long fileActions, long attributes, long arguments, long environment);

    static native int posix_spawn_file_actions_init(long fileActions);

    static native int posix_spawn_file_actions_destroy(long fileActions);

    static native int posix_spawn_file_actions_adddup2(long fileActions, int descriptor, int target);

    static native int posix_spawn_file_actions_addclose(long fileActions, int descriptor);

    static native int posix_spawn_file_actions_addchdir_np(long fileActions, long path);

    static native int posix_spawn_file_actions_addclosefrom_np(long fileActions, int first);

    static native int posix_spawnattr_init(long attributes);

    static native int posix_spawnattr_destroy(long attributes);

    static native int posix_spawnattr_setflags(long attributes, short flags);

    static native int posix_spawnattr_setsigmask(long attributes, long set);

    static native int posix_spawnattr_setsigdefault(long attributes, long set);

    static native int posix_spawnattr_setpgroup(long attributes, int group);
}
