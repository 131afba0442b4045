package io.tandem.sync;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tandem.segment.internal.Words;
import io.tandem.stress.Arena;
import io.tandem.stress.Pool;
import io.tandem.stress.Two;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Readers see no writer at work. */
public final class ReadWriteStress {
    private ReadWriteStress() {}

    private static final Pool<Two<SharedReadWriteLock>> POOL = Two.pool(() -> SharedReadWriteLock.builder());

    /** One process writes twice, another reads both. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = FORBIDDEN,
            desc = "read in between")
    @Outcome(expect = ACCEPTABLE, desc = "before or after")
    @State
    public static class RealExclusion {
        private final Two<SharedReadWriteLock> two = POOL.next();
        private int a;
        private int b;

        @Actor
        public void write() {
            two.first().writeLock().lock();
            a = 1;
            b = 1;
            two.first().writeLock().unlock();
        }

        @Actor
        public void read(final II_Result r) {
            two.second().readLock().lock();
            r.r1 = a;
            r.r2 = b;
            two.second().readLock().unlock();
        }
    }

    /** A reader looks for a writer, and is in no account. */
    @JCStressTest
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "read in between")
    @Outcome(expect = ACCEPTABLE, desc = "before or after")
    @State
    public static class WeakExclusion {
        /** Reading takes its time, in which the writer fits; the writer comes as late, so that neither runs ahead of the other. */
        private static final int READ_SPINS = 4;

        private final int slot = Arena.slot();
        private final Words words = Words.over(Arena.memory());
        private int a;
        private int b;

        @Actor
        public void write() {
            spin();
            words.putLongVolatile(slot, 1);
            a = 1;
            VarHandle.releaseFence();
            b = 1;
            words.putLongRelease(slot, 0);
        }

        @Actor
        public void read(final II_Result r) {
            while (words.getLongVolatile(slot) != 0) {
                Thread.onSpinWait();
            }
            r.r1 = a;
            VarHandle.acquireFence();
            spin();
            r.r2 = b;
        }

        private static void spin() {
            for (int i = 0; i < READ_SPINS; i++) {
                Thread.onSpinWait();
            }
        }
    }

    /** Two processes increment as writers. */
    @JCStressTest
    @Outcome(id = "1", expect = FORBIDDEN, desc = "both at once")
    @Outcome(expect = ACCEPTABLE, desc = "one after the other")
    @State
    public static class RealWriters {
        private final Two<SharedReadWriteLock> two = POOL.next();
        private int count;

        @Actor
        public void first() {
            two.first().writeLock().lock();
            count++;
            two.first().writeLock().unlock();
        }

        @Actor
        public void second() {
            two.second().writeLock().lock();
            count++;
            two.second().writeLock().unlock();
        }

        @Arbiter
        public void result(final I_Result r) {
            r.r1 = count;
        }
    }

    /** Each holds it as a reader. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "both at once")
    @Outcome(expect = ACCEPTABLE, desc = "one after the other")
    @State
    public static class WeakWriters {
        private final Two<SharedReadWriteLock> two = POOL.next();
        private int count;

        @Actor
        public void first() {
            two.first().readLock().lock();
            count++;
            two.first().readLock().unlock();
        }

        @Actor
        public void second() {
            two.second().readLock().lock();
            count++;
            two.second().readLock().unlock();
        }

        @Arbiter
        public void result(final I_Result r) {
            r.r1 = count;
        }
    }
}
