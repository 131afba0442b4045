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
import org.openjdk.jcstress.infra.results.JJJ_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** A slot of a list holds one whole value, whatever its type, and each that was replaced is returned once. */
public final class ListStress {
    private ListStress() {}

    /** What stands for each type in results. */
    private static final long NULL = 0;

    private static final long LONG = 1;
    private static final long STRING = 2;
    private static final long ARRAY = 3;
    private static final long OTHER = 9;

    /** As long as the array, so that neither length nor type alone tells them apart. */
    private static final String TEXT = "2222222222222222";

    private static final Pool<Two<SharedList>> POOL =
            Two.pool(() -> SharedList.builder(2).maxBytes(16));

    private static Two<SharedList> empty() {
        final Two<SharedList> two = POOL.next();
        two.first().set(0, null);
        return two;
    }

    /** Tells the type and the contents: the number of the type if they are whole. */
    private static void tell(final Object value, final JJ_Result r) {
        if (value == null) {
            r.r1 = NULL;
            r.r2 = NULL;
        } else if (value instanceof Long number) {
            r.r1 = LONG;
            r.r2 = number;
        } else if (value instanceof String text) {
            r.r1 = STRING;
            r.r2 = text.equals(TEXT) ? STRING : OTHER;
        } else if (value instanceof long[] array) {
            r.r1 = ARRAY;
            r.r2 = array.length == 2 && array[0] == array[1] ? array[0] : OTHER;
        } else {
            r.r1 = OTHER;
        }
    }

    /** Values of three types and lengths, the second of them to the copy that a reader may be at. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 1", "2, 2", "3, 3"},
            expect = ACCEPTABLE,
            desc = "whole")
    @Outcome(expect = FORBIDDEN, desc = "torn")
    @State
    public static class RealTearing {
        private final Two<SharedList> two = empty();

        @Actor
        public void write() {
            two.first().set(0, LONG);
            two.first().set(0, TEXT);
            two.first().set(0, new long[] {ARRAY, ARRAY});
        }

        @Actor
        public void read(final JJ_Result r) {
            tell(two.second().get(0), r);
        }
    }

    /** A type and a value, stored as a list stores them. */
    @JCStressTest
    @Outcome(
            id = {"0, 0", "1, 1", "2, 2", "3, 3"},
            expect = ACCEPTABLE,
            desc = "whole")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "torn")
    @State
    public static class WeakTearing {
        private final UncheckedCell cell = new UncheckedCell();

        @Actor
        public void write() {
            cell.write(LONG, LONG);
            cell.write(STRING, STRING);
            cell.write(ARRAY, ARRAY);
        }

        @Actor
        public void read(final JJ_Result r) {
            cell.read(r);
        }
    }

    /** Two processes replace one value: one gets null, the other what the first has set. */
    @JCStressTest
    @Outcome(
            id = {"0, 1, 2", "2, 0, 1"},
            expect = ACCEPTABLE,
            desc = "one after the other")
    @Outcome(expect = FORBIDDEN, desc = "a value is returned twice, or lost")
    @State
    public static class RealReplacement {
        private final Two<SharedList> two = empty();

        @Actor
        public void first(final JJJ_Result r) {
            r.r1 = type(two.first().set(0, LONG));
        }

        @Actor
        public void second(final JJJ_Result r) {
            r.r2 = type(two.second().set(0, TEXT));
        }

        @Arbiter
        public void result(final JJJ_Result r) {
            r.r3 = type(two.first().get(0));
        }
    }

    /** Gets, then sets. */
    @JCStressTest
    @Outcome(
            id = {"0, 1, 2", "2, 0, 1"},
            expect = ACCEPTABLE,
            desc = "one after the other")
    @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "a value is returned twice, or lost")
    @State
    public static class WeakReplacement {
        private final Two<SharedList> two = empty();

        @Actor
        public void first(final JJJ_Result r) {
            r.r1 = type(two.first().get(0));
            two.first().set(0, LONG);
        }

        @Actor
        public void second(final JJJ_Result r) {
            r.r2 = type(two.second().get(0));
            two.second().set(0, TEXT);
        }

        @Arbiter
        public void result(final JJJ_Result r) {
            r.r3 = type(two.first().get(0));
        }
    }

    private static long type(final Object value) {
        final JJ_Result told = new JJ_Result();
        tell(value, told);
        return told.r1 == told.r2 ? told.r1 : OTHER;
    }
}
