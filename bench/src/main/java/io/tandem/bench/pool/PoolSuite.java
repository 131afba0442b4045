package io.tandem.bench.pool;

import io.tandem.bench.c.CProgram;
import io.tandem.bench.harness.Bar;
import io.tandem.bench.harness.Family;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Suite;
import io.tandem.bench.python.SelfTimedPython;
import java.util.List;

/** Tasks done by other processes: what it costs to hand them out, and what comes of two workers. */
public final class PoolSuite implements Suite {
    private static final int WORKERS = 2;
    private static final int MANY = 1_000_000;
    private static final int BUSY_TASKS = 300;
    private static final int LARGE = 64 << 20;

    /** Made by name in both processes. */
    public PoolSuite() {}

    @Override
    public double seconds() {
        return 120;
    }

    @Override
    public double quickSeconds() {
        return 40;
    }

    @Override
    public List<Family> families() {
        return List.of(oneByOne(), toResult(), inChunks(), busy(), large(), comingAndGoing());
    }

    private static Family oneByOne() {
        final Subject pool = new OneByOne("process pool, one by one", WORKERS);
        final Subject again = new OneByOne("process pool, one by one, again", WORKERS);
        final Subject python = python("Python's Pool.map, chunksize 1", Subject.Kind.STREAM, Laps.LONG, "map");
        final Subject executor =
                python("Python's ProcessPoolExecutor.map, chunksize 1", Subject.Kind.STREAM, Laps.LONG, "executor");
        return new Family(
                "many tasks",
                2,
                List.of(pool, again, python, executor),
                List.of(
                        Row.of("process pool against itself", Metric.THROUGHPUT, again, pool, Bar.ratioOne()),
                        Row.of(pool.name(), Metric.THROUGHPUT, pool, python, Bar.ratioAtLeast(50)),
                        Row.of(pool.name(), Metric.THROUGHPUT, pool, executor, Bar.ratioAtLeast(100)),
                        Row.of(pool.name(), Metric.ALLOCATION, pool),
                        Row.of(python.name(), Metric.THROUGHPUT, python),
                        Row.of(executor.name(), Metric.THROUGHPUT, executor)));
    }

    private static Family toResult() {
        final Subject pool = new Called("process pool, submit to result", WORKERS);
        final Subject python = python("Python's ProcessPoolExecutor", Subject.Kind.OPERATION, Laps.LONG, "submit");
        final Subject jdk = new JdkPool("JDK thread pool", WORKERS);
        return new Family(
                "submit to result",
                2,
                List.of(pool, python, jdk),
                List.of(
                        Row.of(pool.name(), Metric.OPERATION, pool, jdk, Bar.ratioAtMost(5)),
                        Row.of(pool.name(), Metric.OPERATION, pool, python, Bar.ratioAtMost(0.01)),
                        Row.of(pool.name(), Metric.ALLOCATION, pool),
                        Row.of("JDK thread pool, submit to result", Metric.OPERATION, jdk, python)));
    }

    private static Family inChunks() {
        final Subject pool = new Squares("process pool, squares of 1 M numbers", WORKERS, MANY);
        final Subject python =
                python("Python's Pool.map, squares of 1 M numbers", Subject.Kind.STREAM, MANY, "squares");
        return new Family(
                "squares",
                3,
                List.of(pool, python),
                List.of(
                        Row.of(pool.name(), Metric.THROUGHPUT, pool, python, Bar.ratioAtLeast(1)),
                        Row.of(pool.name(), Metric.ALLOCATION, pool),
                        Row.of(python.name(), Metric.THROUGHPUT, python)));
    }

    private static Family busy() {
        final Subject one = new Busy("one busy worker", 1, BUSY_TASKS);
        final Subject two = new Busy("two busy workers", WORKERS, BUSY_TASKS);
        final Subject oneThread = new BusyThreads("one busy thread", 1, BUSY_TASKS);
        final Subject twoThreads = new BusyThreads("two busy threads", WORKERS, BUSY_TASKS);
        return new Family(
                "busy workers",
                3,
                List.of(one, two, oneThread, twoThreads),
                List.of(
                        Row.of(two.name(), Metric.THROUGHPUT, two, one, Bar.ratioAtLeast(1.9)),
                        Row.of(two.name(), Metric.THROUGHPUT, two, twoThreads),
                        Row.of(twoThreads.name(), Metric.THROUGHPUT, twoThreads, oneThread)));
    }

    private static Family large() {
        final Subject item = new LargeArgument("double[] of 64 MiB, an item", LargeArgument.Way.ITEM, LARGE);
        final Subject captured = new LargeArgument("double[] of 64 MiB, captured", LargeArgument.Way.CAPTURED, LARGE);
        final Subject whole = new CProgram(
                "C, copied in and out, 64 MiB",
                Subject.Kind.OPERATION,
                1,
                "bulk",
                Integer.toString(LARGE),
                Integer.toString(LARGE));
        return new Family(
                "large arguments",
                2,
                List.of(item, captured, whole),
                List.of(
                        Row.of(item.name(), Metric.OPERATION, item, whole, Bar.ratioAtMost(1.2)),
                        Row.of(captured.name(), Metric.OPERATION, captured, whole)));
    }

    private static Family comingAndGoing() {
        final Subject creation = new Creation("process pool, creation to first result", WORKERS);
        final Subject python =
                python("Python's Pool, fork, creation to first result", Subject.Kind.OPERATION, 1, "create");
        final Subject replacement = new Replacement("process pool, kill of a worker to a result of its successor");
        return new Family(
                "workers come and go",
                3,
                List.of(creation, python, replacement),
                List.of(
                        Row.of(creation.name(), Metric.OPERATION, creation, python),
                        Row.of(replacement.name(), Metric.OPERATION, replacement)));
    }

    private static Subject python(final String name, final Subject.Kind kind, final int fewest, final String mode) {
        return new SelfTimedPython(name, kind, fewest, PoolSuite.class, "pool.py", mode, Integer.toString(WORKERS));
    }
}
