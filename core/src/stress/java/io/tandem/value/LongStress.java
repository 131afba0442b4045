package io.tandem.value;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tandem.stress.Pool;
import io.tandem.stress.StressDomain;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.J_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Orders and atomicity of shared longs. */
public final class LongStress {
    private LongStress() {}

    private static final class Two {
        final SharedLong x;
        final SharedLong y;

        Two() {
            final SharedValues values =
                    SharedValues.builder(2).domain(StressDomain.FIRST).create();
            KEPT.add(values);
            x = values.longAt(0);
            y = values.longAt(1);
        }

        Two zero() {
            x.set(0);
            y.set(0);
            return this;
        }
    }

    private static final List<SharedValues> KEPT = new ArrayList<>();
    private static final Pool<Two> POOL = new Pool<>(Two::new);

    /** A plain store is seen by who acquires what was released behind it. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "published, and not there")
    @Outcome(expect = ACCEPTABLE, desc = "before or after")
    @State
    public static class RealPublication {
        private final Two two = POOL.next().zero();

        @Actor
        public void write() {
            two.x.setPlain(1);
            two.y.setRelease(1);
        }

        @Actor
        public void read(final JJ_Result r) {
            r.r1 = two.y.getAcquire();
            r.r2 = two.x.getPlain();
        }
    }

    /** Publishes first: what two plain stores would allow, and x86 shows only if the compiler reorders them. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = ACCEPTABLE_INTERESTING, desc = "published, and not there")
    @Outcome(expect = ACCEPTABLE, desc = "before or after")
    @State
    public static class WeakPublication {
        private final Two two = POOL.next().zero();

        @Actor
        public void write() {
            two.y.setRelease(1);
            two.x.setPlain(1);
        }

        @Actor
        public void read(final JJ_Result r) {
            r.r1 = two.y.getAcquire();
            r.r2 = two.x.getPlain();
        }
    }

    /** Volatile stores and loads have one order. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "neither sees the other")
    @Outcome(expect = ACCEPTABLE, desc = "one order for all")
    @State
    public static class RealDekker {
        private final Two two = POOL.next().zero();

        @Actor
        public void first(final JJ_Result r) {
            two.x.set(1);
            r.r1 = two.y.get();
        }

        @Actor
        public void second(final JJ_Result r) {
            two.y.set(1);
            r.r2 = two.x.get();
        }
    }

    /** Release and acquire let a load pass a store. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "neither sees the other")
    @Outcome(expect = ACCEPTABLE, desc = "one order for all")
    @State
    public static class WeakDekker {
        private final Two two = POOL.next().zero();

        @Actor
        public void first(final JJ_Result r) {
            two.x.setRelease(1);
            r.r1 = two.y.getAcquire();
        }

        @Actor
        public void second(final JJ_Result r) {
            two.y.setRelease(1);
            r.r2 = two.x.getAcquire();
        }
    }

    /** Two add, one of them by compare-and-set. */
    @JCStressTest
    @Outcome(id = "1", expect = FORBIDDEN, desc = "one addition is lost")
    @Outcome(expect = ACCEPTABLE, desc = "both count")
    @State
    public static class RealAddition {
        private final Two two = POOL.next().zero();

        @Actor
        public void first() {
            two.x.getAndAdd(1);
        }

        @Actor
        public void second() {
            two.x.updateAndGet(x -> x + 1);
        }

        @Arbiter
        public void result(final J_Result r) {
            r.r1 = two.x.get();
        }
    }

    /** Load and store. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "one addition is lost")
    @Outcome(expect = ACCEPTABLE, desc = "both count")
    @State
    public static class WeakAddition {
        private final Two two = POOL.next().zero();

        @Actor
        public void first() {
            two.x.set(two.x.get() + 1);
        }

        @Actor
        public void second() {
            two.x.set(two.x.get() + 1);
        }

        @Arbiter
        public void result(final J_Result r) {
            r.r1 = two.x.get();
        }
    }

    /** Of two that replace the same value one does. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "false, false"},
            expect = FORBIDDEN,
            desc = "both, or neither")
    @Outcome(expect = ACCEPTABLE, desc = "one of them")
    @State
    public static class RealCompareAndSet {
        private final Two two = POOL.next().zero();

        @Actor
        public void first(final ZZ_Result r) {
            r.r1 = two.x.compareAndSet(0, 1);
        }

        @Actor
        public void second(final ZZ_Result r) {
            r.r2 = two.x.compareAndSet(0, 2);
        }
    }

    /** Compare, then set. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "false, false"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "both, or neither")
    @Outcome(expect = ACCEPTABLE, desc = "one of them")
    @State
    public static class WeakCompareAndSet {
        private final Two two = POOL.next().zero();

        @Actor
        public void first(final ZZ_Result r) {
            if (two.x.get() == 0) {
                two.x.set(1);
                r.r1 = true;
            }
        }

        @Actor
        public void second(final ZZ_Result r) {
            if (two.x.get() == 0) {
                two.x.set(2);
                r.r2 = true;
            }
        }
    }
}
