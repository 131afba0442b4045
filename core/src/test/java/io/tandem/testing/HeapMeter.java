package io.tandem.testing;

import io.tandem.segment.internal.OutlivedHolds;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** How much the calling thread has allocated on the heap, as the JVM counts it. */
public final class HeapMeter {
    private static final int WARM_UP = 20_000;
    private static final int ROUNDS = 10_000;
    /** The least of several counts: something else may run in this thread once, such as an initializer. */
    private static final int BATCHES = 5;

    private HeapMeter() {}

    /** {@return bytes since the thread began} Reading it takes some hundred bytes itself. */
    public static long allocated() {
        try {
            return (Long) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME), "CurrentThreadAllocatedBytes");
        } catch (final JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Does something many times, and counts once it is warm.
     *
     * @param action done each round.
     * @return bytes that a round took; below one tenth if it took none.
     * @throws Exception what the action threw.
     */
    public static double bytesPerRound(final Action action) throws Exception {
        if (OutlivedHolds.any()) {
            throw new IllegalStateException("A hold outlived its handle: unlocking isn't the common case now.");
        }
        repeat(action, WARM_UP);
        long least = Long.MAX_VALUE;
        for (int batch = 0; batch < BATCHES; batch++) {
            final long before = allocated();
            repeat(action, ROUNDS);
            least = Math.min(least, allocated() - before);
        }
        return least / (double) ROUNDS;
    }

    private static void repeat(final Action action, final int times) throws Exception {
        for (int i = 0; i < times; i++) {
            action.run();
        }
    }

    /** What is measured. */
    @FunctionalInterface
    public interface Action {
        /**
         * Does it once.
         *
         * @throws Exception if it fails.
         */
        void run() throws Exception;
    }
}
