package io.tandem.stress;

import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** How Lincheck's tests are run: two threads with three calls each, against what one thread would see. */
public final class Linearizability {
    private static final boolean LONG = Boolean.getBoolean("tandem.long");
    private static final int SCENARIOS = Integer.getInteger("tandem.lincheck.scenarios", LONG ? 100 : 5);
    private static final int RUNS = LONG ? 10_000 : 500;

    private Linearizability() {}

    /**
     * Runs real objects, whose memory the model checker can't follow.
     *
     * @param operations test class.
     * @param sequential what the object does when one thread calls at a time.
     */
    public static void stress(final Class<?> operations, final Class<?> sequential) {
        check(operations, sequential, new StressOptions());
    }

    /**
     * Model-checks heap twins.
     *
     * @param operations test class.
     * @param sequential what the object does when one thread calls at a time.
     */
    public static void modelCheck(final Class<?> operations, final Class<?> sequential) {
        check(operations, sequential, new ModelCheckingOptions());
    }

    private static void check(final Class<?> operations, final Class<?> sequential, final Options<?, ?> options) {
        options.iterations(SCENARIOS);
        options.invocationsPerIteration(RUNS);
        options.threads(2);
        options.actorsPerThread(3);
        options.actorsBefore(0);
        options.actorsAfter(0);
        options.sequentialSpecification(sequential);
        LinChecker.check(operations, options);
    }
}
