package io.tandem.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tandem.stress.Pool;
import io.tandem.stress.Two;
import io.tandem.stress.UnlockedWord;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** Permits are given once, and come back once. */
public final class SemaphoreStress {
    private SemaphoreStress() {}

    private static final Pool<Two<SharedSemaphore>> POOL = Two.pool(() -> SharedSemaphore.builder(1));

    /** Two processes try to take the one permit; then it is given back. */
    @JCStressTest
    @Outcome(
            id = {"true, false, 1", "false, true, 1", "false, false, 1"},
            expect = ACCEPTABLE,
            desc = "one has it; neither, if one was stopped in the lock")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, or lost")
    @State
    public static class RealPermit {
        private final Two<SharedSemaphore> two = POOL.next();

        @Actor
        public void first(final ZZI_Result r) {
            r.r1 = two.first().tryAcquire();
        }

        @Actor
        public void second(final ZZI_Result r) {
            r.r2 = two.second().tryAcquire();
        }

        @Arbiter
        public void result(final ZZI_Result r) {
            if (r.r1) {
                two.first().release();
            }
            if (r.r2) {
                two.second().release();
            }
            r.r3 = two.first().availablePermits();
        }
    }

    /** Load, compare and store without the lock. */
    @JCStressTest
    @Outcome(
            id = {"true, false, 1", "false, true, 1", "false, false, 1"},
            expect = ACCEPTABLE,
            desc = "one has it; neither, if one was stopped in the lock")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "taken twice, or lost")
    @State
    public static class WeakPermit {
        private final UnlockedWord taken = new UnlockedWord();

        @Actor
        public void first(final ZZI_Result r) {
            r.r1 = taken.take();
        }

        @Actor
        public void second(final ZZI_Result r) {
            r.r2 = taken.take();
        }

        @Arbiter
        public void result(final ZZI_Result r) {
            r.r3 = 1;
        }
    }
}
