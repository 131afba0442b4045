package io.tandem.bench.pool;

import io.tandem.bench.harness.Bar;
import io.tandem.bench.harness.Family;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.NotOffered;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Suite;
import io.tandem.bench.python.SelfTimedPython;
import java.util.List;

/** Tasks that do nothing, done by two workers: what dispatching costs. */
public final class PoolSuite implements Suite {
    private static final int WORKERS = 2;
    private static final String LATER = "it comes with process pools";

    /** Made by name in both processes. */
    public PoolSuite() {}

    @Override
    public double seconds() {
        return 20;
    }

    @Override
    public double quickSeconds() {
        return 6;
    }

    @Override
    public List<Family> families() {
        return List.of(oneByOne(), toResult());
    }

    private static Family oneByOne() {
        final Subject pool = new NotOffered("process pool, one by one", LATER);
        final Subject python = python("Python's Pool.map, chunksize 1", Subject.Kind.STREAM, "map");
        return new Family(
                "many tasks",
                1,
                List.of(pool, python),
                List.of(
                        Row.of("process pool, one by one", Metric.THROUGHPUT, pool, python, Bar.ratioAtLeast(50)),
                        Row.of("Python's Pool.map, chunksize 1", Metric.THROUGHPUT, python)));
    }

    private static Family toResult() {
        final Subject pool = new NotOffered("process pool, submit to result", LATER);
        final Subject python = python("Python's ProcessPoolExecutor", Subject.Kind.OPERATION, "submit");
        final Subject jdk = new JdkPool("JDK thread pool", WORKERS);
        return new Family(
                "submit to result",
                1,
                List.of(pool, python, jdk),
                List.of(
                        Row.of("process pool, submit to result", Metric.OPERATION, pool, python, Bar.ratioAtMost(0.01)),
                        Row.of("process pool, submit to result", Metric.OPERATION, pool, jdk, Bar.ratioAtMost(5)),
                        Row.of("JDK thread pool, submit to result", Metric.OPERATION, jdk, python)));
    }

    private static Subject python(final String name, final Subject.Kind kind, final String mode) {
        return new SelfTimedPython(name, kind, Laps.LONG, PoolSuite.class, "pool.py", mode, Integer.toString(WORKERS));
    }
}
