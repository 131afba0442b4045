package io.tandem.sync;

import io.tandem.stress.Pool;
import io.tandem.stress.StressDomain;
import org.jetbrains.kotlinx.lincheck.LinChecker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** A semaphore of two permits. */
public class SemaphoreLincheckTest {
    /** Lincheck's scenarios, and runs of each. */
    private static final int SCENARIOS = Boolean.getBoolean("tandem.long") ? 100 : 5;

    private static final int RUNS = Boolean.getBoolean("tandem.long") ? 10_000 : 500;

    private static final Pool<SharedSemaphore> POOL = new Pool<>(
            () -> SharedSemaphore.builder(2).domain(StressDomain.FIRST).create());

    private final SharedSemaphore semaphore = POOL.next();

    {
        semaphore.drainPermits();
        semaphore.release(2);
    }

    // With room for a thread that is stopped in the lock: a call without time would give up.
    @Operation
    public boolean tryAcquire() throws InterruptedException {
        return semaphore.tryAcquire(0, java.util.concurrent.TimeUnit.NANOSECONDS);
    }

    @Operation
    public void release() {
        semaphore.release();
    }

    @Operation
    public int availablePermits() {
        return semaphore.availablePermits();
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

        LinChecker.check(SemaphoreLincheckTest.class, options);
    }

    /** What it does when one thread calls at a time. */
    public static class One {
        private int permits = 2;

        public boolean tryAcquire() {
            return permits > 0 && permits-- > 0;
        }

        public void release() {
            permits++;
        }

        public int availablePermits() {
            return permits;
        }
    }
}
