package io.tandem.bench.jmh;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The JVMs that JMH starts. It leaves them alone when its own JVM is told to end. */
final class Forks {
    private static final long POLITE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Forks() {}

    /** Ends what this JVM has started, when it is told to end: politely, since forks have to end peers and remove files. */
    static void endWithThisJvm() {
        Runtime.getRuntime().addShutdownHook(new Thread(Forks::end, "bench-forks"));
    }

    private static void end() {
        // Once more for one that was just being started.
        for (int look = 0; look < 2; look++) {
            ProcessHandle.current().children().forEach(Forks::end);
        }
    }

    /** Ends one, by force if it doesn't end within five seconds. */
    static void end(final ProcessHandle fork) {
        fork.destroy();
        // The JDK tells of an end by its common pool, all threads of which may be busy, such as with waiting for this
        // fork.
        final long start = System.nanoTime();
        while (fork.isAlive() && System.nanoTime() - start < POLITE_NANOS) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        fork.destroyForcibly();
    }
}
