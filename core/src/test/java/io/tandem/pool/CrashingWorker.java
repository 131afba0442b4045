package io.tandem.pool;

import io.tandem.testing.CrashPoint;
import java.io.ObjectInputFilter;
import java.util.function.BinaryOperator;

/**
 * Has a worker killed before one of the steps of the thread that runs its tasks. It must be there before the worker's queues are
 * attached, so the JVM is told to take it for the factory of its deserialization filters, which it makes first of all.
 */
public final class CrashingWorker implements BinaryOperator<ObjectInputFilter> {
    /** For the JVM of the worker. */
    static final String OPTION = "-Djdk.serialFilterFactory=" + CrashingWorker.class.getName();

    private static CrashPoint point;

    /** By the JVM. */
    public CrashingWorker() {
        point = CrashPoint.killingAt(Long.MAX_VALUE);
    }

    /** Filters as without it. */
    @Override
    public ObjectInputFilter apply(final ObjectInputFilter current, final ObjectInputFilter next) {
        return next == null ? current : next;
    }

    /** From now on, by the worker's own thread. */
    static void dieIn(final long steps) {
        point.dieIn(steps);
    }
}
