package io.tandem.sync.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tandem.segment.internal.Words;
import io.tandem.stress.Arena;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The lock word: one owner at a time, and what an owner wrote is seen by the next. */
public final class LockStress {
    private LockStress() {}

    private static final Mortals ALIVE = new Mortals();

    private static RobustLock lock(final int slot, final int process) {
        return ALIVE.lock(slot, process);
    }

    /** Two processes increment under the lock. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "one after the other")
    @Outcome(id = "1", expect = FORBIDDEN, desc = "both at once")
    @State
    public static class RealExclusion {
        private final int slot = Arena.slot();
        private final RobustLock first = lock(slot, 1);
        private final RobustLock second = lock(slot, 2);
        private int count;

        @Actor
        public void first() {
            first.lock();
            count++;
            first.unlock();
        }

        @Actor
        public void second() {
            second.lock();
            count++;
            second.unlock();
        }

        @Arbiter
        public void result(final I_Result r) {
            r.r1 = count;
        }
    }

    /** Looks whether the word is free, and then stores the owner, where the lock has one compare-and-set. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "one after the other")
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "both at once")
    @State
    public static class WeakExclusion {
        private final int slot = Arena.slot();
        private final Words words = Words.over(Arena.memory());
        private int count;

        @Actor
        public void first() {
            increment(1);
        }

        @Actor
        public void second() {
            increment(2);
        }

        private void increment(final long mine) {
            while (words.getLongVolatile(slot) != LockWordDescriptor.FREE) {
                Thread.onSpinWait();
            }
            words.putLongVolatile(slot, mine);
            count++;
            words.putLongRelease(slot, LockWordDescriptor.FREE);
        }

        @Arbiter
        public void result(final I_Result r) {
            r.r1 = count;
        }
    }

    /** One process writes twice under the lock, and another reads both. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 1"},
            expect = ACCEPTABLE,
            desc = "before or after")
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = FORBIDDEN,
            desc = "in between")
    @State
    public static class RealPublication {
        private final int slot = Arena.slot();
        private final RobustLock first = lock(slot, 1);
        private final RobustLock second = lock(slot, 2);
        private int a;
        private int b;

        @Actor
        public void write() {
            first.lock();
            a = 1;
            b = 1;
            first.unlock();
        }

        @Actor
        public void read(final II_Result r) {
            second.lock();
            r.r1 = a;
            r.r2 = b;
            second.unlock();
        }
    }

    /** Lets go before the last store: what a plain store in place of the release store would allow, and x86 doesn't show. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 1"},
            expect = ACCEPTABLE,
            desc = "before or after")
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "in between")
    @State
    public static class WeakPublication {
        private final int slot = Arena.slot();
        private final RobustLock first = lock(slot, 1);
        private final RobustLock second = lock(slot, 2);
        private int a;
        private int b;

        @Actor
        public void write() {
            first.lock();
            a = 1;
            first.unlock();
            b = 1;
        }

        @Actor
        public void read(final II_Result r) {
            second.lock();
            r.r1 = a;
            r.r2 = b;
            second.unlock();
        }
    }
}
