package io.tandem.channel;

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
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** An item is seen whole, and by one. */
public final class QueueStress {
    private QueueStress() {}

    private static final Pool<Two<SharedQueue<long[]>>> POOL =
            Two.pool(() -> SharedQueue.builder(long[].class).capacityBytes(4096));

    /** One process puts, another looks once. */
    @JCStressTest
    @Outcome(
            id = {"-1, 0", "1, 1"},
            expect = ACCEPTABLE,
            desc = "nothing or all")
    @Outcome(expect = FORBIDDEN, desc = "torn, or not filled yet")
    @State
    public static class RealItem {
        private final Two<SharedQueue<long[]>> two = POOL.next();

        {
            while (two.first().poll() != null) {
                Thread.onSpinWait();
            }
        }

        @Actor
        public void put() {
            two.first().offer(new long[] {1, 1});
        }

        @Actor
        public void take(final JJ_Result r) {
            Messages.tell(two.second().poll(), r);
        }
    }

    /** The length is stored before the item, where the queue stores it behind. */
    @JCStressTest
    @Outcome(
            id = {"-1, 0", "1, 1"},
            expect = ACCEPTABLE,
            desc = "nothing or all")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "torn, or not filled yet")
    @State
    public static class WeakItem {
        private final Messages.Unfilled slot = new Messages.Unfilled();

        @Actor
        public void put() {
            slot.put();
        }

        @Actor
        public void take(final JJ_Result r) {
            Messages.tell(slot.take(), r);
        }
    }

    /** Two processes take the one item; what is left is counted. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, 0", "0, 1, 0", "0, 0, 1"},
            expect = ACCEPTABLE,
            desc = "once")
    @Outcome(expect = FORBIDDEN, desc = "taken twice, or lost")
    @State
    public static class RealTakers {
        private final Two<SharedQueue<long[]>> two = POOL.next();

        {
            while (two.first().poll() != null) {
                Thread.onSpinWait();
            }
        }

        {
            two.first().offer(new long[] {1, 1});
        }

        @Actor
        public void first(final III_Result r) {
            r.r1 = two.first().poll() == null ? 0 : 1;
        }

        @Actor
        public void second(final III_Result r) {
            r.r2 = two.second().poll() == null ? 0 : 1;
        }

        @Arbiter
        public void result(final III_Result r) {
            r.r3 = two.first().poll() == null ? 0 : 1;
        }
    }

    /** The head is moved without the lock. */
    @JCStressTest
    @Outcome(
            id = {"1, 0, 0", "0, 1, 0", "0, 0, 1"},
            expect = ACCEPTABLE,
            desc = "once")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "taken twice, or lost")
    @State
    public static class WeakTakers {
        private final UnlockedWord head = new UnlockedWord();

        @Actor
        public void first(final III_Result r) {
            r.r1 = head.take() ? 1 : 0;
        }

        @Actor
        public void second(final III_Result r) {
            r.r2 = head.take() ? 1 : 0;
        }

        @Arbiter
        public void result(final III_Result r) {
            r.r3 = head.take() ? 1 : 0;
        }
    }
}
