package io.tandem.os;

import com.sun.jna.Native;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Processes by pidfd: no signal can hit a reused pid, and no exit is stolen from the JDK's own reaper. */
final class Processes {
    private Processes() {}

    static int open(final int pid) {
        if (pid <= 0) {
            return -1;
        }
        final int descriptor = (int) NativeCalls.syscall(Platform.SYS_PIDFD_OPEN, pid, 0, 0);
        if (descriptor >= 0) {
            return descriptor;
        }
        final int errno = Native.getLastError();
        // EINVAL, on newer kernels ENOENT: it is the id of a thread, so no process has it.
        if (errno == Errno.ESRCH || errno == Errno.EINVAL || errno == Errno.ENOENT) {
            return -1;
        }
        throw Failures.of("pidfd_open", null, errno);
    }

    static boolean signal(final int descriptor, final int signal) {
        if (NativeCalls.syscall(Platform.SYS_PIDFD_SEND_SIGNAL, descriptor, signal, 0) == 0) {
            return true;
        }
        final int errno = Native.getLastError();
        if (errno == Errno.ESRCH) {
            return false;
        }
        throw Failures.of("pidfd_send_signal(" + signal + ")", null, errno);
    }

    static @Nullable ExitStatus exitStatus(final int descriptor) {
        try (NativeMemory info = new NativeMemory(Platform.SIGINFO_SIZE)) {
            NativeCalls.check(
                    LibC.waitid(Platform.P_PIDFD, descriptor, info.address(), Platform.WEXITED | Platform.WNOHANG),
                    "waitid(P_PIDFD)",
                    null);
            final ByteBuffer bytes = info.bytes();
            if (bytes.getInt(Platform.SIGINFO_PID) == 0) {
                return null;
            }
            final int status = bytes.getInt(Platform.SIGINFO_STATUS);
            return bytes.getInt(Platform.SIGINFO_CODE) == Platform.CLD_EXITED
                    ? new ExitStatus(status, 0)
                    : new ExitStatus(0, status);
        }
    }
}
