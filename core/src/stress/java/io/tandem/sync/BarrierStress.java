package io.tandem.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tandem.segment.internal.Words;
import io.tandem.stress.Arena;
import io.tandem.stress.Pool;
import io.tandem.stress.Two;
import java.util.concurrent.BrokenBarrierException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Nobody passes before all have come, and what they did before is seen. */
public final class BarrierStress {
    private BarrierStress() {}

    private static final Pool<Two<SharedBarrier>> POOL = Two.pool(() -> SharedBarrier.builder(2));

    private static void await(final SharedBarrier barrier) {
        try {
            barrier.await();
        } catch (final InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }

    /** Each writes, comes, and reads what the other has written. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both have come")
    @Outcome(expect = FORBIDDEN, desc = "passed alone")
    @State
    public static class RealTrip {
        private final Two<SharedBarrier> two = POOL.next();
        private int a;
        private int b;

        @Actor
        public void first(final II_Result r) {
            a = 1;
            await(two.first());
            r.r1 = b;
        }

        @Actor
        public void second(final II_Result r) {
            b = 1;
            await(two.second());
            r.r2 = a;
        }
    }

    /** Counts who comes, and passes when somebody has. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both have come")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "passed alone")
    @State
    public static class WeakTrip {
        private final int slot = Arena.slot();
        private final Words words = Words.over(Arena.memory());
        private int a;
        private int b;

        @Actor
        public void first(final II_Result r) {
            a = 1;
            pass();
            r.r1 = b;
        }

        @Actor
        public void second(final II_Result r) {
            b = 1;
            pass();
            r.r2 = a;
        }

        private void pass() {
            words.getAndAddLong(slot, 1);
            while (words.getLongVolatile(slot) < 1) {
                Thread.onSpinWait();
            }
        }
    }
}
