package io.tandem.sync.internal.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tandem.stress.Pool;
import io.tandem.stress.Two;
import io.tandem.stress.UnlockedWord;
import io.tandem.sync.SharedLatch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;
import org.openjdk.jcstress.infra.results.J_Result;

/** A latch opens behind all that is counted down, and each counts. */
public final class LatchStress {
    private LatchStress() {}

    private static final Pool<Two<SharedLatch>> POOL = Two.pool(() -> SharedLatch.builder(2));

    private static Two<SharedLatch> closed() {
        final Two<SharedLatch> two = POOL.next();
        ((LatchHandle) two.first()).words().putLongVolatile(LatchDescriptor.COUNT_OFFSET, 2);
        return two;
    }

    /** What stands before a count-down is seen when it is open. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "open, and not there")
    @Outcome(expect = ACCEPTABLE, desc = "before or after")
    @State
    public static class RealPublication {
        private final Two<SharedLatch> two = closed();
        private int data;

        @Actor
        public void open() {
            data = 1;
            two.first().countDown(2);
        }

        @Actor
        public void read(final JI_Result r) {
            r.r1 = two.second().count();
            r.r2 = data;
        }
    }

    /** Opens first. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "open, and not there")
    @Outcome(expect = ACCEPTABLE, desc = "before or after")
    @State
    public static class WeakPublication {
        private final Two<SharedLatch> two = closed();
        private int data;

        @Actor
        public void open() {
            two.first().countDown(2);
            data = 1;
        }

        @Actor
        public void read(final JI_Result r) {
            r.r1 = two.second().count();
            r.r2 = data;
        }
    }

    /** Two count down. */
    @JCStressTest
    @Outcome(id = "1", expect = FORBIDDEN, desc = "one count is lost")
    @Outcome(expect = ACCEPTABLE, desc = "open")
    @State
    public static class RealCount {
        private final Two<SharedLatch> two = closed();
        private int data;

        @Actor
        public void first() {
            two.first().countDown();
        }

        @Actor
        public void second() {
            two.second().countDown();
        }

        @Arbiter
        public void result(final J_Result r) {
            r.r1 = two.first().count();
        }
    }

    /** Load and store. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "one count is lost")
    @Outcome(expect = ACCEPTABLE, desc = "open")
    @State
    public static class WeakCount {
        private final UnlockedWord counted = new UnlockedWord();

        @Actor
        public void first() {
            counted.increment();
        }

        @Actor
        public void second() {
            counted.increment();
        }

        @Arbiter
        public void result(final J_Result r) {
            r.r1 = 2 - counted.get();
        }
    }
}
