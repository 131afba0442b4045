package io.tandem.sync.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tandem.stress.Arena;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * The lock word of one who dies: process 3 has it at first, processes 1 and 2 want it. Their results are those of the lock:
 * 0 for a lock that was let go of, -1 for none, the number of the dead for one that was taken over.
 */
public final class LockDeathStress {
    private LockDeathStress() {}

    /** Two take over from the dead one, and let go again. */
    @JCStressTest
    @Outcome(
            id = {"3, 0, 2", "0, 3, 2"},
            expect = ACCEPTABLE,
            desc = "one recovers, the other comes behind it")
    @Outcome(expect = FORBIDDEN, desc = "both recover, or neither, or both at once")
    @State
    public static class RealTakeOver {
        private final Mortals mortals = new Mortals().kill(3);
        private final int slot = Arena.slot();
        private final RobustLock first = mortals.lock(slot, 1);
        private final RobustLock second = mortals.lock(slot, 2);
        private int count;

        {
            Mortals.give(slot, 3);
        }

        @Actor
        public void first(final III_Result r) {
            r.r1 = first.lock();
            count++;
            first.unlock();
        }

        @Actor
        public void second(final III_Result r) {
            r.r2 = second.lock();
            count++;
            second.unlock();
        }

        @Arbiter
        public void result(final III_Result r) {
            r.r3 = count;
        }
    }

    /** By a store. */
    @JCStressTest
    @Outcome(
            id = {"3, 0, 2", "0, 3, 2"},
            expect = ACCEPTABLE,
            desc = "one recovers, the other comes behind it")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "both recover, or neither, or both at once")
    @State
    public static class WeakTakeOver {
        private final Mortals mortals = new Mortals().kill(3);
        private final int slot = Arena.slot();
        private final StoringLock first = new StoringLock(slot, 1, mortals);
        private final StoringLock second = new StoringLock(slot, 2, mortals);
        private int count;

        {
            Mortals.give(slot, 3);
        }

        @Actor
        public void first(final III_Result r) {
            r.r1 = first.lock();
            count++;
            first.unlock();
        }

        @Actor
        public void second(final III_Result r) {
            r.r2 = second.lock();
            count++;
            second.unlock();
        }

        @Arbiter
        public void result(final III_Result r) {
            r.r3 = count;
        }
    }

    /** One lets go and dies at once. Another comes behind it, while a third looks. */
    @JCStressTest
    @Outcome(
            id = {"0, -1", "-1, 0"},
            expect = ACCEPTABLE,
            desc = "one has it")
    @Outcome(expect = FORBIDDEN, desc = "both, or neither, or taken from one that had let go")
    @State
    public static class RealUnlock {
        private final Mortals mortals = new Mortals();
        private final int slot = Arena.slot();
        private final RobustLock third = mortals.lock(slot, 3);
        private final RobustLock first = mortals.lock(slot, 1);
        private final RobustLock second = mortals.lock(slot, 2);

        {
            Mortals.give(slot, 3);
        }

        @Actor
        public void first(final II_Result r) {
            third.release();
            mortals.kill(3);
            r.r1 = first.tryLock();
        }

        @Actor
        public void second(final II_Result r) {
            r.r2 = second.tryLock();
            while (r.r2 == RobustLock.TIMED_OUT && Mortals.holder(slot) != 1) {
                r.r2 = second.tryLock();
            }
        }
    }

    /** Takes over whatever the word is by now. */
    @JCStressTest
    @Outcome(
            id = {"0, -1", "-1, 0"},
            expect = ACCEPTABLE,
            desc = "one has it")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "both, or neither, or taken from one that had let go")
    @State
    public static class WeakUnlock {
        private final Mortals mortals = new Mortals();
        private final int slot = Arena.slot();
        private final StoringLock third = new StoringLock(slot, 3, mortals);
        private final StoringLock first = new StoringLock(slot, 1, mortals);
        private final StoringLock second = new StoringLock(slot, 2, mortals);

        {
            Mortals.give(slot, 3);
        }

        @Actor
        public void first(final II_Result r) {
            third.unlock();
            mortals.kill(3);
            r.r1 = first.tryLock();
        }

        @Actor
        public void second(final II_Result r) {
            r.r2 = second.tryLock();
            while (r.r2 == RobustLock.TIMED_OUT && Mortals.holder(slot) != 1) {
                r.r2 = second.tryLock();
            }
        }
    }

    /** One takes over and dies; process 4 comes last. */
    @JCStressTest
    @Outcome(
            id = {"3, 1, -1", "3, -1, 1", "-1, 3, -1"},
            expect = ACCEPTABLE,
            desc = "each death is told once")
    @Outcome(expect = FORBIDDEN, desc = "a death is told twice, or never")
    @State
    public static class RealDeathOverIt {
        private final Mortals mortals = new Mortals().kill(3);
        private final int slot = Arena.slot();
        private final RobustLock first = mortals.lock(slot, 1);
        private final RobustLock second = mortals.lock(slot, 2);
        private final RobustLock last = mortals.lock(slot, 4);

        {
            Mortals.give(slot, 3);
        }

        @Actor
        public void first(final III_Result r) {
            r.r1 = first.tryLock();
            mortals.kill(1);
        }

        @Actor
        public void second(final III_Result r) {
            r.r2 = second.tryLock();
        }

        @Arbiter
        public void result(final III_Result r) {
            r.r3 = last.tryLock();
        }
    }

    /** By a store. */
    @JCStressTest
    @Outcome(
            id = {"3, 1, -1", "3, -1, 1", "-1, 3, -1"},
            expect = ACCEPTABLE,
            desc = "each death is told once")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "a death is told twice, or never")
    @State
    public static class WeakDeathOverIt {
        private final Mortals mortals = new Mortals().kill(3);
        private final int slot = Arena.slot();
        private final StoringLock first = new StoringLock(slot, 1, mortals);
        private final StoringLock second = new StoringLock(slot, 2, mortals);
        private final StoringLock last = new StoringLock(slot, 4, mortals);

        {
            Mortals.give(slot, 3);
        }

        @Actor
        public void first(final III_Result r) {
            r.r1 = first.tryLock();
            mortals.kill(1);
        }

        @Actor
        public void second(final III_Result r) {
            r.r2 = second.tryLock();
        }

        @Arbiter
        public void result(final III_Result r) {
            r.r3 = last.tryLock();
        }
    }

    /** One lets go and dies at once; another wants to be told of deaths, and to take nothing over. */
    @JCStressTest
    @Outcome(
            id = {"-1", "0"},
            expect = ACCEPTABLE,
            desc = "it was alive, or had let go")
    @Outcome(id = "-4", expect = FORBIDDEN, desc = "told of a death, though it had let go before")
    @State
    public static class RealTold {
        private final Mortals mortals = new Mortals();
        private final int slot = Arena.slot();
        private final RobustLock third = mortals.lock(slot, 3);
        private final RobustLock second = mortals.lock(slot, 2, Mortals.TELL_ONLY);

        {
            Mortals.give(slot, 3);
        }

        @Actor
        public void letGo() {
            third.release();
            mortals.kill(3);
        }

        @Actor
        public void look(final I_Result r) {
            r.r1 = second.tryLock();
        }
    }

    /** Doesn't look at the word again behind the proof of death. */
    @JCStressTest
    @Outcome(
            id = {"-1", "0"},
            expect = ACCEPTABLE,
            desc = "it was alive, or had let go")
    @Outcome(id = "-4", expect = ACCEPTABLE_INTERESTING, desc = "told of a death, though it had let go before")
    @State
    public static class WeakTold {
        private final Mortals mortals = new Mortals();
        private final int slot = Arena.slot();
        private final StoringLock third = new StoringLock(slot, 3, mortals);
        private final StoringLock second = new StoringLock(slot, 2, mortals);

        {
            Mortals.give(slot, 3);
        }

        @Actor
        public void letGo() {
            third.unlock();
            mortals.kill(3);
        }

        @Actor
        public void look(final I_Result r) {
            r.r1 = second.tell();
        }
    }
}
