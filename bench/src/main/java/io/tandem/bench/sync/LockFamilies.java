package io.tandem.bench.sync;

import io.tandem.bench.c.CPair;
import io.tandem.bench.c.CProgram;
import io.tandem.bench.harness.Bar;
import io.tandem.bench.harness.Family;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.Placement;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.jdk.CyclicBarrierRounds;
import io.tandem.bench.python.SelfTimedPython;
import io.tandem.wait.WaitPolicy;
import java.util.List;

/** Locks and what else processes wait for each other by. */
final class LockFamilies {
    private static final String SCRIPT = "locks.py";
    private static final double TIMES_PYTHON = 10;

    private LockFamilies() {}

    static List<Family> all() {
        return List.of(locks(), permits(), contended(), handOffs());
    }

    private static Family locks() {
        final Subject word = new LockAlone("lock word");
        final Subject lock = new SharedLockAlone("SharedLock");
        final Subject again = new SharedLockAlone("SharedLock again");
        final Subject reentrant = new ReentrantAlone("ReentrantLock");
        final Subject python = python("Python's Lock", Subject.Kind.OPERATION, "alone");
        return new Family(
                "uncontended",
                1,
                List.of(word, lock, again, reentrant, python),
                List.of(
                        Row.of("SharedLock against itself", Metric.OPERATION, again, lock, Bar.ratioOne()),
                        Row.of("SharedLock, lock and unlock", Metric.OPERATION, lock, reentrant, Bar.ratioAtMost(1.5)),
                        Row.of("SharedLock, lock and unlock", Metric.OPERATION, lock, python),
                        Row.of("SharedLock, lock and unlock", Metric.ALLOCATION, lock, Bar.valueAtMost(0)),
                        Row.of("lock word, lock and unlock", Metric.OPERATION, word, reentrant, Bar.ratioAtMost(1.5)),
                        Row.of("lock word, lock and unlock", Metric.ALLOCATION, word, Bar.valueAtMost(0))));
    }

    private static Family permits() {
        final Subject read = new SharedReadAlone("SharedReadWriteLock, read");
        final Subject jdkRead = new ReentrantReadAlone("ReentrantReadWriteLock, read");
        final Subject write = new SharedWriteAlone("SharedReadWriteLock, write");
        final Subject jdkWrite = new ReentrantWriteAlone("ReentrantReadWriteLock, write");
        final Subject semaphore = new SharedSemaphoreAlone("SharedSemaphore");
        final Subject jdkSemaphore = new SemaphoreAlone("Semaphore");
        final Subject event = new EventAlone("SharedEvent");
        final Subject latch = new LatchAlone("SharedLatch");
        return new Family(
                "uncontended, read locks, permits and signals",
                1,
                List.of(read, jdkRead, write, jdkWrite, semaphore, jdkSemaphore, event, latch),
                List.of(
                        Row.of("read lock, lock and unlock", Metric.OPERATION, read, jdkRead),
                        Row.of("read lock, lock and unlock", Metric.ALLOCATION, read, Bar.valueAtMost(0)),
                        Row.of("write lock, lock and unlock", Metric.OPERATION, write, jdkWrite),
                        Row.of("write lock, lock and unlock", Metric.ALLOCATION, write, Bar.valueAtMost(0)),
                        Row.of("semaphore, acquire and release", Metric.OPERATION, semaphore, jdkSemaphore),
                        Row.of("semaphore, acquire and release", Metric.ALLOCATION, semaphore, Bar.valueAtMost(0)),
                        Row.of("event, set, look and clear", Metric.OPERATION, event),
                        Row.of("event, set, look and clear", Metric.ALLOCATION, event, Bar.valueAtMost(0)),
                        Row.of("latch, count down", Metric.OPERATION, latch),
                        Row.of("latch, count down", Metric.ALLOCATION, latch, Bar.valueAtMost(0))));
    }

    private static Family contended() {
        final Subject lock = new SharedLockContended("SharedLock, two processes");
        final Subject word = new LockContended("lock word, two processes");
        final Subject value = new ValueContended("value under its lock, two processes");
        final Subject mutex = new CProgram("C robust mutex, two processes", Subject.Kind.STREAM, Laps.LONG, "mutex");
        final Subject python = python("Python's Lock, two processes", Subject.Kind.STREAM, "contended");
        final Subject pythonValue = python("Python's Value, two processes", Subject.Kind.STREAM, "value");
        return new Family(
                "contended by two processes",
                2,
                List.of(lock, word, value, mutex, python, pythonValue),
                List.of(
                        Row.of("locked increments, SharedLock", Metric.THROUGHPUT, lock, mutex, Bar.ratioAtLeast(1)),
                        Row.of("locked increments, SharedLock", Metric.THROUGHPUT, lock, python),
                        Row.of("locked increments, SharedLock", Metric.ALLOCATION, lock, Bar.valueAtMost(0)),
                        Row.of("locked increments, lock word", Metric.THROUGHPUT, word, mutex, Bar.ratioAtLeast(1)),
                        Row.of("locked increments, value", Metric.THROUGHPUT, value, mutex),
                        Row.of(
                                "locked increments, value",
                                Metric.THROUGHPUT,
                                value,
                                pythonValue,
                                Bar.ratioAtLeast(TIMES_PYTHON)),
                        Row.of("locked increments, value", Metric.ALLOCATION, value, Bar.valueAtMost(0))));
    }

    /** A processor each, since what it costs to wake somebody depends on that. */
    private static Family handOffs() {
        final Subject barrier = new BarrierRounds("SharedBarrier of two processes");
        final Subject cyclic = new CyclicBarrierRounds("CyclicBarrier, one JVM");
        final Subject asleep = new EventRoundTrip("two SharedEvents, asleep", WaitPolicy.SLEEP);
        final Subject byDefault = new EventRoundTrip("two SharedEvents", WaitPolicy.SPIN_THEN_SLEEP);
        final Subject futex = new CPair("C futex", CPair.Mode.FUTEX, Placement.APART);
        return new Family(
                "hand-offs",
                1,
                List.of(barrier, cyclic, asleep, byDefault, futex),
                List.of(
                        Row.of("barrier, a round of two", Metric.ROUND_TRIP, barrier, cyclic),
                        Row.of("barrier, a round of two", Metric.ROUND_TRIP_50, barrier, cyclic),
                        Row.of("events forth and back, asleep", Metric.ROUND_TRIP, asleep, futex),
                        Row.of("events forth and back, asleep", Metric.ROUND_TRIP_50, asleep, futex),
                        Row.of("events forth and back", Metric.ROUND_TRIP, byDefault, futex),
                        Row.of("events forth and back", Metric.ROUND_TRIP_50, byDefault, futex),
                        Row.of("events forth and back", Metric.ALLOCATION, byDefault)));
    }

    private static Subject python(final String name, final Subject.Kind kind, final String what) {
        return new SelfTimedPython(name, kind, Laps.LONG, SyncSuite.class, SCRIPT, what);
    }
}
