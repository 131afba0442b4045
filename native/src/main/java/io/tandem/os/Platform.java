package io.tandem.os;

import java.util.Locale;

/**
 * What differs between the processors that Linux runs on, and the numbers that don't: system calls, flags and struct
 * layouts, all in this one place. x86-64 is tested; aarch64 is written from the kernel's headers and untested. There it
 * takes all from asm-generic but four flags of open, of which O_NOFOLLOW alone is used here; x86-64 has system call numbers
 * of its own below 424, and packs struct epoll_event.
 */
enum Platform {
    X86_64("x86-64", 202, 324, 0x20000, 12, 4),
    /** Untested. */
    AARCH64("aarch64", 98, 283, 0x8000, 16, 8);

    // System calls whose numbers all processors share.
    static final int SYS_PIDFD_SEND_SIGNAL = 424;
    static final int SYS_PIDFD_OPEN = 434;
    static final int SYS_FUTEX_WAITV = 449;

    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0x40;
    static final int O_TRUNC = 0x200;
    static final int O_APPEND = 0x400;
    static final int O_CLOEXEC = 0x80000;

    static final int F_GETFD = 1;
    static final int F_OFD_GETLK = 36;
    static final int F_OFD_SETLK = 37;
    static final int F_DUPFD_CLOEXEC = 1030;
    static final short F_WRLCK = 1;
    static final short F_UNLCK = 2;

    // struct flock
    static final int FLOCK_SIZE = 32;
    static final int FLOCK_TYPE = 0;
    static final int FLOCK_START = 8;
    static final int FLOCK_LENGTH = 16;

    // siginfo_t, of a waitid
    static final int SIGINFO_SIZE = 128;
    static final int SIGINFO_CODE = 8;
    static final int SIGINFO_PID = 16;
    static final int SIGINFO_STATUS = 24;
    static final int CLD_EXITED = 1;
    static final int P_PID = 1;
    static final int P_PIDFD = 3;
    static final int WNOHANG = 1;
    static final int WEXITED = 4;

    static final int FUTEX_WAIT = 0;
    static final int FUTEX_WAKE = 1;
    static final int FUTEX_PRIVATE = 128;
    static final int FUTEX2_SIZE_U32 = 2;
    static final int CLOCK_MONOTONIC = 1;
    static final int TIMESPEC_SIZE = 16;

    static final int MEMBARRIER_GLOBAL_EXPEDITED = 2;
    static final int MEMBARRIER_REGISTER_GLOBAL_EXPEDITED = 4;

    // struct futex_waitv
    static final int WAITV_SIZE = 24;
    static final int WAITV_VALUE = 0;
    static final int WAITV_ADDRESS = 8;
    static final int WAITV_FLAGS = 16;

    static final int EPOLLIN = 1;
    static final int EPOLL_CTL_ADD = 1;
    static final int EPOLL_CTL_DEL = 2;
    static final int EPOLL_CLOEXEC = 0x80000;

    static final int PROT_NONE = 0;
    static final int PROT_READ_WRITE = 3;
    static final int MAP_SHARED = 1;
    static final int MAP_PRIVATE = 2;
    static final int MAP_FIXED = 0x10;
    static final int MAP_ANONYMOUS = 0x20;
    static final int MAP_NORESERVE = 0x4000;
    static final int MADV_REMOVE = 9;
    static final int MADV_POPULATE_WRITE = 23;
    static final int MADV_COLLAPSE = 25;

    /** Twice and more what glibc needs: both are opaque. */
    static final int SPAWN_FILE_ACTIONS_SIZE = 512;

    static final int SPAWN_ATTRIBUTES_SIZE = 1024;
    static final int SIGSET_SIZE = 128;
    static final int SPAWN_SETPGROUP = 2;
    static final int SPAWN_SETSIGDEF = 4;
    static final int SPAWN_SETSIGMASK = 8;

    /** Room for 8192 processors. */
    static final int CPU_SET_SIZE = 1024;

    static final int SC_PAGESIZE = 30;

    final String displayName;
    final int sysFutex;
    final int sysMembarrier;
    final int noFollow;
    final int epollEventSize;
    final int epollEventData;

    Platform(
            final String displayName,
            final int sysFutex,
            final int sysMembarrier,
            final int noFollow,
            final int epollEventSize,
            final int epollEventData) {
        this.displayName = displayName;
        this.sysFutex = sysFutex;
        this.sysMembarrier = sysMembarrier;
        this.noFollow = noFollow;
        this.epollEventSize = epollEventSize;
        this.epollEventData = epollEventData;
    }

    /** The platform of this JVM; refuses others in one sentence. */
    static Platform current() {
        return of(System.getProperty("os.name", "?"), System.getProperty("os.arch", "?"));
    }

    static Platform of(final String system, final String architecture) {
        final String processor = architecture.toLowerCase(Locale.ROOT);
        if (system.equals("Linux") && (processor.equals("amd64") || processor.equals("x86_64"))) {
            return X86_64;
        }
        if (system.equals("Linux") && (processor.equals("aarch64") || processor.equals("arm64"))) {
            return AARCH64;
        }
        throw new OperatingSystemException(
                "platform",
                null,
                Errno.ENOSYS,
                "not supported",
                "Tandem runs on Linux on x86-64 or aarch64 in a 64-bit JVM; this is " + system + " on " + architecture
                        + ".",
                null);
    }
}
