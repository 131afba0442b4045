package io.tandem.testing;

import java.io.ObjectInputFilter;
import java.util.function.BinaryOperator;

/**
 * Has a JVM killed before one of the steps of one of its threads. It must be there before the objects of that thread are attached, so the JVM is told
 * to take it for the factory of its deserialization filters, which it makes first of all.
 */
public final class CrashingJvm implements BinaryOperator<ObjectInputFilter> {
    /** For that JVM. */
    public static final String OPTION = "-Djdk.serialFilterFactory=" + CrashingJvm.class.getName();

    private static CrashPoint point;

    /** By the JVM. */
    public CrashingJvm() {
        point = CrashPoint.killingAt(Long.MAX_VALUE);
    }

    /** Filters as without it. */
    @Override
    public ObjectInputFilter apply(final ObjectInputFilter current, final ObjectInputFilter next) {
        return next == null ? current : next;
    }

    /** From now on, by the calling thread. */
    public static void dieIn(final long steps) {
        point.dieIn(steps);
    }

    /** From now on, by whichever thread. */
    public static void dieAnywhereIn(final long steps) {
        point.dieAnywhereIn(steps);
    }
}
