package io.tandem.sync;

import io.tandem.stress.Linearizability;
import io.tandem.stress.Pool;
import io.tandem.stress.Two;
import java.util.concurrent.BrokenBarrierException;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/** A barrier of one party, at which nobody waits for others: its rounds end, break and begin again. */
public class BarrierLincheckTest {
    private static final Pool<Two<SharedBarrier>> POOL = Two.pool(() -> SharedBarrier.builder(1));

    private final Two<SharedBarrier> two = POOL.next();

    {
        two.first().reset();
    }

    @Operation
    public boolean passes(@Param(gen = ThreadIdGen.class) final int thread) throws InterruptedException {
        try {
            return two.of(thread).await() == 0;
        } catch (final BrokenBarrierException e) {
            return false;
        }
    }

    @Operation
    public void abort(@Param(gen = ThreadIdGen.class) final int thread) {
        two.of(thread).abort("no more");
    }

    @Operation
    public void reset(@Param(gen = ThreadIdGen.class) final int thread) {
        two.of(thread).reset();
    }

    @Operation
    public boolean isBroken(@Param(gen = ThreadIdGen.class) final int thread) {
        return two.of(thread).isBroken();
    }

    @Test
    void shouldBehaveAsOneAtATimeWhenThreadsCallAtOnce() {
        Linearizability.stress(BarrierLincheckTest.class, One.class);
    }

    /** What it does when one thread calls at a time. */
    public static class One {
        private boolean broken;

        public boolean passes(final int thread) {
            return !broken;
        }

        public void abort(final int thread) {
            broken = true;
        }

        public void reset(final int thread) {
            broken = false;
        }

        public boolean isBroken(final int thread) {
            return broken;
        }
    }
}
