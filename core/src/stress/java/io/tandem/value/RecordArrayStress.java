package io.tandem.value;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tandem.stress.Pool;
import io.tandem.stress.Two;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** An element of an array of records is read, written and updated as a whole. */
public final class RecordArrayStress {
    private RecordArrayStress() {}

    /** Two halves of the same. */
    public record Pair(long a, long b) {
        Pair plusOne() {
            return new Pair(a + 1, b + 1);
        }
    }

    private static final Pool<Two<SharedRecordArray<Pair>>> POOL =
            Two.pool(() -> SharedRecordArray.builder(Pair.class, 3).initialValue(new Pair(0, 0)));

    private static Two<SharedRecordArray<Pair>> zero() {
        final Two<SharedRecordArray<Pair>> two = POOL.next();
        two.first().set(1, new Pair(0, 0));
        return two;
    }

    private static void tell(final Pair pair, final JJ_Result r) {
        r.r1 = pair.a();
        r.r2 = pair.b();
    }

    /** Two writes, so that the second one is to the copy that a reader may be at. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 1", "2, 2"},
            expect = ACCEPTABLE,
            desc = "whole")
    @Outcome(expect = FORBIDDEN, desc = "torn")
    @State
    public static class RealTearing {
        private final Two<SharedRecordArray<Pair>> two = zero();

        @Actor
        public void write() {
            two.first().set(1, new Pair(1, 1));
            two.first().set(1, new Pair(2, 2));
        }

        @Actor
        public void read(final JJ_Result r) {
            tell(two.second().get(1), r);
        }
    }

    /** An element that is read without a second look. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 1", "2, 2"},
            expect = ACCEPTABLE,
            desc = "whole")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "torn")
    @State
    public static class WeakTearing {
        private final UncheckedCell cell = new UncheckedCell();

        @Actor
        public void write() {
            cell.write(1, 1);
            cell.write(2, 2);
        }

        @Actor
        public void read(final JJ_Result r) {
            cell.read(r);
        }
    }

    /** Two processes update one element. */
    @JCStressTest
    @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "both count")
    @Outcome(expect = FORBIDDEN, desc = "one update is lost")
    @State
    public static class RealUpdate {
        private final Two<SharedRecordArray<Pair>> two = zero();

        @Actor
        public void first() {
            two.first().updateAndGet(1, Pair::plusOne);
        }

        @Actor
        public void second() {
            two.second().updateAndGet(1, Pair::plusOne);
        }

        @Arbiter
        public void result(final JJ_Result r) {
            tell(two.first().get(1), r);
        }
    }

    /** Get and set. */
    @JCStressTest
    @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "both count")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "one update is lost")
    @State
    public static class WeakUpdate {
        private final Two<SharedRecordArray<Pair>> two = zero();

        @Actor
        public void first() {
            two.first().set(1, two.first().get(1).plusOne());
        }

        @Actor
        public void second() {
            two.second().set(1, two.second().get(1).plusOne());
        }

        @Arbiter
        public void result(final JJ_Result r) {
            tell(two.first().get(1), r);
        }
    }
}
