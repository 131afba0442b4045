package io.tandem.sync;

import io.tandem.stress.Linearizability;
import io.tandem.stress.Pool;
import io.tandem.stress.StressDomain;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** A semaphore of two permits. */
public class SemaphoreLincheckTest {
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
        Linearizability.stress(SemaphoreLincheckTest.class, One.class);
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
