package io.tandem.sync.internal.gate;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tandem.stress.Pool;
import io.tandem.stress.Two;
import io.tandem.sync.SharedEvent;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A set is seen by who waits, and what stands before it by who sees it. */
public final class EventStress {
    private EventStress() {}

    private static final Pool<Two<SharedEvent>> POOL = Two.pool(() -> SharedEvent.builder());

    private static Two<SharedEvent> cleared() {
        final Two<SharedEvent> two = POOL.next();
        two.first().clear();
        return two;
    }

    private static long state(final SharedEvent event) {
        return ((EventHandle) event).state();
    }

    /** What stands before a set is seen behind it. */
    @JCStressTest
    @Outcome(id = "true, 0", expect = FORBIDDEN, desc = "set, and not there")
    @Outcome(expect = ACCEPTABLE, desc = "before or after")
    @State
    public static class RealPublication {
        private final Two<SharedEvent> two = cleared();
        private int data;

        @Actor
        public void set() {
            data = 1;
            two.first().set();
        }

        @Actor
        public void read(final ZI_Result r) {
            r.r1 = two.second().isSet();
            r.r2 = data;
        }
    }

    /** Sets first. */
    @JCStressTest
    @Outcome(id = "true, 0", expect = ACCEPTABLE_INTERESTING, desc = "set, and not there")
    @Outcome(expect = ACCEPTABLE, desc = "before or after")
    @State
    public static class WeakPublication {
        private final Two<SharedEvent> two = cleared();
        private int data;

        @Actor
        public void set() {
            two.first().set();
            data = 1;
        }

        @Actor
        public void read(final ZI_Result r) {
            r.r1 = two.second().isSet();
            r.r2 = data;
        }
    }

    /** Who began to wait before a set passes, though it is cleared at once. */
    @JCStressTest
    @Outcome(id = "true, false", expect = FORBIDDEN, desc = "the set is missed")
    @Outcome(expect = ACCEPTABLE, desc = "met, or too late")
    @State
    public static class RealGeneration {
        private final Two<SharedEvent> two = cleared();
        private int data;
        private final long atFirst = state(two.first());
        private long before;

        @Actor
        public void setAndClear() {
            two.first().set();
            two.first().clear();
        }

        @Actor
        public void begin(final ZZ_Result r) {
            before = state(two.second());
            r.r1 = before == atFirst;
        }

        @Arbiter
        public void result(final ZZ_Result r) {
            r.r2 = EventDescriptor.wasSetSince(before, state(two.second()));
        }
    }

    /** Looks at the bit alone. */
    @JCStressTest
    @Outcome(id = "true, false", expect = ACCEPTABLE_INTERESTING, desc = "the set is missed")
    @Outcome(expect = ACCEPTABLE, desc = "met, or too late")
    @State
    public static class WeakGeneration {
        private final Two<SharedEvent> two = cleared();
        private int data;
        private final long atFirst = state(two.first());
        private long before;

        @Actor
        public void setAndClear() {
            two.first().set();
            two.first().clear();
        }

        @Actor
        public void begin(final ZZ_Result r) {
            before = state(two.second());
            r.r1 = before == atFirst;
        }

        @Arbiter
        public void result(final ZZ_Result r) {
            r.r2 = EventDescriptor.isSet(state(two.second()));
        }
    }
}
