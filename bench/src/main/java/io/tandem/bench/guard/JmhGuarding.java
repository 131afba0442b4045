package io.tandem.bench.guard;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.jmh.JmhRow;
import io.tandem.bench.jmh.Ratio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The one row that is measured by JMH: a queue between two JVMs, two threads a side, beside what the JDK offers between as many threads
 * of one JVM. The best of three pairs of forks counts, since a fork of the queue may run at half its pace from start to end.
 */
final class JmhGuarding {
    /** What bounds call it in place of a suite. */
    static final String SUITE = "jmh";

    private static final String ROW = "queue between two JVMs, 2P2C";
    private static final String METRIC = "throughput";
    private static final String AGAINST = "ArrayBlockingQueue between threads, 2P2C";
    private static final int PAIRS = 3;
    private static final Duration TIME = Duration.ofMillis(2400);

    private JmhGuarding() {}

    static boolean speaksOf(final Bound bound) {
        return bound.row().equals(ROW) && bound.metric().equals(METRIC) && AGAINST.equals(bound.against());
    }

    static List<Measured> measure(final List<Bound> bounds) {
        final List<Measured> measured = new ArrayList<>();
        for (int i = 0; i < bounds.size(); i++) {
            if (!speaksOf(bounds.get(i))) {
                throw new BenchException("of " + SUITE + " there is \"" + ROW + "\", " + METRIC + ", against \""
                        + AGAINST + "\" alone: correct the file of bounds");
            }
            System.err.println("measuring: JMH, " + ROW);
            final Ratio ratio = JmhRow.QUEUE_2P2C.against(JmhRow.THREADS_2P2C, PAIRS, TIME);
            measured.add(new Measured(i, ratio.high(), ratio.low(), ratio.high(), ""));
        }
        return measured;
    }
}
