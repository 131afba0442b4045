package io.tandem.sync.internal.gate;

import io.tandem.stress.Linearizability;
import io.tandem.stress.Pool;
import io.tandem.stress.StressDomain;
import io.tandem.sync.SharedLatch;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** A latch of three. */
public class LatchLincheckTest {
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
        Linearizability.stress(LatchLincheckTest.class, One.class);
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
