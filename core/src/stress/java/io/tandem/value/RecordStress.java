package io.tandem.value;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.tandem.stress.Pool;
import io.tandem.stress.StressDomain;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** A shared record is read and written as a whole. */
public final class RecordStress {
    private RecordStress() {}

    /** Two halves of the same. */
    public record Pair(long a, long b) {}

    private static final Pool<SharedRecord<Pair>> POOL = new Pool<>(() -> SharedRecord.builder(Pair.class)
            .domain(StressDomain.FIRST)
            .initialValue(new Pair(0, 0))
            .create());

    private static SharedRecord<Pair> zero(final SharedRecord<Pair> record) {
        record.set(new Pair(0, 0));
        return record;
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
        private final SharedRecord<Pair> record = zero(POOL.next());

        @Actor
        public void write() {
            record.set(new Pair(1, 1));
            record.set(new Pair(2, 2));
        }

        @Actor
        public void read(final JJ_Result r) {
            final Pair read = record.get();
            r.r1 = read.a();
            r.r2 = read.b();
        }
    }

    /** The same stores and loads, and no look at the sequence behind the copy. */
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
}
