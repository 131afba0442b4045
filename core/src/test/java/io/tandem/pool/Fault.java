package io.tandem.pool;

import io.tandem.process.ChildProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What may go wrong in a task. */
enum Fault {
    THROW,
    ERROR,
    EXIT,
    HALT,
    KILL,
    MEMORY,
    STACK,
    HANG;

    static final int EXIT_CODE = 7;
    static final int HALT_CODE = 8;
    static final String WORDS = "last words of a worker";

    /** An error that nobody expects. */
    static final class Unexpected extends Error {
        private static final long serialVersionUID = 1L;

        Unexpected() {
            super("struck");
        }
    }

    static boolean inWorker() {
        return ChildProcess.parent().isPresent();
    }

    boolean kills() {
        return this == EXIT || this == HALT || this == KILL;
    }

    /** Returns never. */
    void strike() {
        switch (this) {
            case THROW -> throw new IllegalStateException("struck");
            case ERROR -> throw new Unexpected();
            case EXIT -> {
                System.err.println(WORDS);
                System.exit(EXIT_CODE);
            }
            case HALT -> {
                System.err.println(WORDS);
                Runtime.getRuntime().halt(HALT_CODE);
            }
            case KILL -> kill();
            case MEMORY -> exhaust();
            case STACK -> deeper(1);
            case HANG -> hang();
        }
        throw new AssertionError(this + " didn't strike");
    }

    /** SIGKILL for the calling process. */
    static void kill() {
        System.err.println(WORDS);
        try {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
        } catch (final IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        hang();
    }

    /** For ever, whoever interrupts. */
    static void hang() {
        while (true) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            Thread.interrupted();
        }
    }

    private static void exhaust() {
        final List<byte[]> all = new ArrayList<>();
        while (true) {
            all.add(new byte[1 << 20]);
        }
    }

    @SuppressWarnings("InfiniteRecursion") // that is the fault
    private static int deeper(final int depth) {
        return deeper(depth + 1) + depth;
    }
}
