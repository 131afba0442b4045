package io.tandem.value;

import io.tandem.stress.Pool;
import io.tandem.stress.StressDomain;
import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** A slot of many values. */
public class ValuesLincheckTest {
    /** Lincheck's scenarios, and runs of each. */
    private static final int SCENARIOS = Boolean.getBoolean("tandem.long") ? 100 : 5;

    private static final int RUNS = Boolean.getBoolean("tandem.long") ? 10_000 : 500;

    private static final Pool<SharedValues> POOL =
            new Pool<>(() -> SharedValues.builder(2).domain(StressDomain.FIRST).create());

    private final SharedLong value = POOL.next().longAt(1);

    {
        value.set(0);
    }

    @Operation
    public long get() {
        return value.get();
    }

    @Operation
    public void set(final int to) {
        value.set(to);
    }

    @Operation
    public long getAndAdd(final int delta) {
        return value.getAndAdd(delta);
    }

    @Operation
    public boolean compareAndSet(final int expected, final int update) {
        return value.compareAndSet(expected, update);
    }

    @Operation
    public long doubled() {
        return value.updateAndGet(x -> 2 * x);
    }

    @Test
    void shouldBehaveAsOneAtATimeWhenThreadsCallAtOnce() {
        final StressOptions options = new StressOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(RUNS)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(0)
                .sequentialSpecification(One.class);

        LinChecker.check(ValuesLincheckTest.class, options);
    }

    /** What it does when one thread calls at a time. */
    public static class One {
        private final java.util.concurrent.atomic.AtomicLong value = new java.util.concurrent.atomic.AtomicLong();

        public long get() {
            return value.get();
        }

        public void set(final int to) {
            value.set(to);
        }

        public long getAndAdd(final int delta) {
            return value.getAndAdd(delta);
        }

        public boolean compareAndSet(final int expected, final int update) {
            return value.compareAndSet(expected, update);
        }

        public long doubled() {
            return value.updateAndGet(x -> 2 * x);
        }
    }
}
