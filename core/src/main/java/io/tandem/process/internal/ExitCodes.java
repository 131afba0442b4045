package io.tandem.process.internal;

import io.tandem.os.ExitStatus;
import io.tandem.os.Signals;

/** Exit codes as users see them: n, or -signal. */
final class ExitCodes {
    private static final int JVM_SIGNAL_BASE = 128;

    private ExitCodes() {}

    /** A JVM exits by itself with 128 + n on the three signals that it handles. */
    static int of(final ExitStatus status) {
        if (status.signal() != 0) {
            return -status.signal();
        }
        final int signal = status.code() - JVM_SIGNAL_BASE;
        return signal == Signals.HUP || signal == Signals.INT || signal == Signals.TERM ? -signal : status.code();
    }

    static String describe(final int exitCode) {
        return exitCode >= 0
                ? "exited with code " + exitCode
                : "was ended by " + signalName(-exitCode) + " (exit code " + exitCode + ")";
    }

    private static String signalName(final int signal) {
        return switch (signal) {
            case Signals.HUP -> "SIGHUP";
            case Signals.INT -> "SIGINT";
            case Signals.QUIT -> "SIGQUIT";
            case 4 -> "SIGILL";
            case 6 -> "SIGABRT";
            case 7 -> "SIGBUS";
            case 8 -> "SIGFPE";
            case Signals.KILL -> "SIGKILL";
            case 11 -> "SIGSEGV";
            case 13 -> "SIGPIPE";
            case 14 -> "SIGALRM";
            case Signals.TERM -> "SIGTERM";
            case 24 -> "SIGXCPU";
            case 31 -> "SIGSYS";
            default -> "signal " + signal;
        };
    }
}
