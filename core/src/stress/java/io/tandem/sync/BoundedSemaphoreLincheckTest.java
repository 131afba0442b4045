package io.tandem.sync;

import io.tandem.stress.Linearizability;
import io.tandem.stress.Pool;
import io.tandem.stress.Two;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/** A bounded semaphore of two permits and two processes: each gives back what it has itself, and no more. */
public class BoundedSemaphoreLincheckTest {
    private static final Pool<Two<SharedSemaphore>> POOL =
            Two.pool(() -> SharedSemaphore.builder(2).bounded());

    private final Two<SharedSemaphore> two = POOL.next();

    {
        for (int thread = 0; thread < 2; thread++) {
            while (release(thread)) {
                Thread.onSpinWait();
            }
        }
    }

    // With room for a thread that is stopped in the lock: a call without time would give up.
    @Operation
    public boolean tryAcquire(@Param(gen = ThreadIdGen.class) final int thread) throws InterruptedException {
        return two.of(thread).tryAcquire(0, TimeUnit.NANOSECONDS);
    }

    @Operation
    public boolean release(@Param(gen = ThreadIdGen.class) final int thread) {
        try {
            two.of(thread).release();
            return true;
        } catch (final IllegalStateException e) {
            return false;
        }
    }

    @Operation
    public int drainPermits(@Param(gen = ThreadIdGen.class) final int thread) {
        return two.of(thread).drainPermits();
    }

    @Operation
    public int availablePermits(@Param(gen = ThreadIdGen.class) final int thread) {
        return two.of(thread).availablePermits();
    }

    @Test
    void shouldBehaveAsOneAtATimeWhenThreadsCallAtOnce() {
        Linearizability.stress(BoundedSemaphoreLincheckTest.class, One.class);
    }

    /** What it does when one thread calls at a time. */
    public static class One {
        private final int[] held = new int[2];
        private int free = 2;

        public boolean tryAcquire(final int thread) {
            final boolean some = free > 0;
            take(thread, some ? 1 : 0);
            return some;
        }

        private void take(final int thread, final int permits) {
            free -= permits;
            held[thread % 2] += permits;
        }

        public boolean release(final int thread) {
            final boolean some = held[thread % 2] > 0;
            take(thread, some ? -1 : 0);
            return some;
        }

        public int drainPermits(final int thread) {
            final int drained = free;
            take(thread, drained);
            return drained;
        }

        public int availablePermits(final int thread) {
            return free;
        }
    }
}
