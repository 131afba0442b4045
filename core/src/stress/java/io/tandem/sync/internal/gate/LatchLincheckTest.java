package io.tandem.sync.internal.gate;

import io.tandem.stress.Pool;
import io.tandem.stress.StressDomain;
import io.tandem.sync.SharedLatch;
import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** A latch of three. */
public class LatchLincheckTest {
    /** Lincheck's scenarios, and runs of each. */
    private static final int SCENARIOS = Boolean.getBoolean("tandem.long") ? 100 : 5;

    private static final int RUNS = Boolean.getBoolean("tandem.long") ? 10_000 : 500;

    private static final Pool<SharedLatch> POOL =
            new Pool<>(() -> SharedLatch.builder(3).domain(StressDomain.FIRST).create());

    private final SharedLatch latch = POOL.next();

    {
        ((LatchHandle) latch).words().putLongVolatile(LatchDescriptor.COUNT_OFFSET, 3);
    }

    @Operation
    public void countDown() {
        latch.countDown();
    }

    @Operation
    public void countDownTwo() {
        latch.countDown(2);
    }

    @Operation
    public long count() {
        return latch.count();
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

        LinChecker.check(LatchLincheckTest.class, options);
    }

    /** What it does when one thread calls at a time. */
    public static class One {
        private long count = 3;

        public void countDown() {
            count = Math.max(0, count - 1);
        }

        public void countDownTwo() {
            count = Math.max(0, count - 2);
        }

        public long count() {
            return count;
        }
    }
}
