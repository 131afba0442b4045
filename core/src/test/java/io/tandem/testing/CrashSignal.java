package io.tandem.testing;

/** The death of a process that shares this JVM: thrown at one step, and at every later one, until it is buried. */
public final class CrashSignal extends Error {
    private static final long serialVersionUID = 1L;

    CrashSignal(final long step, final String what) {
        super("died at step " + step + ", before " + what, null, false, true);
    }
}
