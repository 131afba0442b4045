package io.tandem.channel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tandem.segment.internal.Words;
import io.tandem.stress.Arena;
import io.tandem.stress.Pool;
import io.tandem.stress.StressDomain;
import java.util.concurrent.atomic.AtomicInteger;
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

    private static final class Two {
        private static final AtomicInteger NUMBERS = new AtomicInteger();
        final SharedQueue<long[]> first;
        final SharedQueue<long[]> second;

        Two() {
            final String name = "sharedqueue" + NUMBERS.incrementAndGet();
            first = SharedQueue.builder(long[].class)
                    .capacityBytes(4096)
                    .domain(StressDomain.FIRST)
                    .name(name)
                    .create();
            second = SharedQueue.builder(long[].class)
                    .capacityBytes(4096)
                    .domain(StressDomain.SECOND)
                    .name(name)
                    .open();
        }
    }

    private static final Pool<Two> POOL = new Pool<>(Two::new);

    /** One process puts, another looks once. */
    @JCStressTest
    @Outcome(
            id = {"-1, 0", "1, 1"},
            expect = ACCEPTABLE,
            desc = "nothing or all")
    @Outcome(expect = FORBIDDEN, desc = "torn, or not filled yet")
    @State
    public static class RealItem {
        private final Two two = POOL.next();

        {
            while (two.first.poll() != null) {
                Thread.onSpinWait();
            }
        }

        @Actor
        public void put() {
            two.first.offer(new long[] {1, 1});
        }

        @Actor
        public void take(final JJ_Result r) {
            final long[] message = two.second.poll();
            if (message == null) {
                r.r1 = -1;
                return;
            }
            r.r1 = message[0];
            r.r2 = message[1];
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
        private final int slot = Arena.slot();
        private final Words words = Words.over(Arena.memory());

        @Actor
        public void put() {
            words.putLongRelease(slot, 16);
            words.putLong(slot + 128, 1);
            words.putLong(slot + 136, 1);
        }

        @Actor
        public void take(final JJ_Result r) {
            if (words.getLongVolatile(slot) == 0) {
                r.r1 = -1;
                return;
            }
            r.r1 = words.getLong(slot + 128);
            r.r2 = words.getLong(slot + 136);
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
        private final Two two = POOL.next();

        {
            while (two.first.poll() != null) {
                Thread.onSpinWait();
            }
        }

        {
            two.first.offer(new long[] {1, 1});
        }

        @Actor
        public void first(final III_Result r) {
            r.r1 = two.first.poll() == null ? 0 : 1;
        }

        @Actor
        public void second(final III_Result r) {
            r.r2 = two.second.poll() == null ? 0 : 1;
        }

        @Arbiter
        public void result(final III_Result r) {
            r.r3 = two.first.poll() == null ? 0 : 1;
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
        private final int slot = Arena.slot();
        private final Words words = Words.over(Arena.memory());

        @Actor
        public void first(final III_Result r) {
            r.r1 = take();
        }

        @Actor
        public void second(final III_Result r) {
            r.r2 = take();
        }

        private int take() {
            final long head = words.getLongVolatile(slot);
            if (head == 1) {
                return 0;
            }
            words.putLongRelease(slot, head + 1);
            return 1;
        }

        @Arbiter
        public void result(final III_Result r) {
            r.r3 = words.getLongVolatile(slot) == 1 ? 0 : 1;
        }
    }
}
