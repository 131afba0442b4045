package io.tandem.bench.sync;

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

/** Locks, alone and contended by two processes. */
public final class SyncSuite implements Suite {
    /** Made by name in both processes. */
    public SyncSuite() {}

    @Override
    public double seconds() {
        return 45;
    }

    @Override
    public double quickSeconds() {
        return 12;
    }

    @Override
    public List<Family> families() {
        return List.of(alone(), contended(), values());
    }

    private static Family alone() {
        final Subject word = new LockAlone("lock word");
        final Subject again = new LockAlone("lock word again");
        final Subject reentrant = new ReentrantAlone("ReentrantLock");
        final Subject python = new SelfTimedPython(
                "Python's Lock", Subject.Kind.OPERATION, Laps.LONG, SyncSuite.class, "locks.py", "alone");
        return new Family(
                "uncontended",
                1,
                List.of(word, again, reentrant, python),
                List.of(
                        Row.of("lock word against itself", Metric.OPERATION, again, word, Bar.ratioOne()),
                        Row.of("lock word, lock and unlock", Metric.OPERATION, word, reentrant, Bar.ratioAtMost(1.5)),
                        Row.of("lock word, lock and unlock", Metric.OPERATION, word, python),
                        Row.of("lock word, lock and unlock", Metric.ALLOCATION, word, Bar.valueAtMost(0))));
    }

    private static Family contended() {
        final Subject word = new LockContended("lock word, two processes");
        final Subject mutex = new CProgram("C robust mutex, two processes", Subject.Kind.STREAM, Laps.LONG, "mutex");
        final Subject python = new SelfTimedPython(
                "Python's Lock, two processes",
                Subject.Kind.STREAM,
                Laps.LONG,
                SyncSuite.class,
                "locks.py",
                "contended");
        return new Family(
                "contended by two processes",
                1,
                List.of(word, mutex, python),
                List.of(
                        Row.of("locked increments", Metric.THROUGHPUT, word, mutex, Bar.ratioAtLeast(1)),
                        Row.of("locked increments", Metric.THROUGHPUT, word, python)));
    }

    private static Family values() {
        final Subject value = new ValueAlone("shared value");
        final Subject atomic = new AtomicAlone("AtomicLong");
        final Subject array = new ArrayAlone("shared array");
        final Subject plain = new PlainArrayAlone("long[]");
        return new Family(
                "values",
                1,
                List.of(value, atomic, array, plain),
                List.of(
                        Row.of("value, get and set", Metric.OPERATION, value, atomic, Bar.ratioAtMost(1.2)),
                        Row.of("value, get and set", Metric.ALLOCATION, value, Bar.valueAtMost(0)),
                        Row.of("array element, sequential", Metric.OPERATION, array, plain, Bar.ratioAtMost(1.2))));
    }
}
