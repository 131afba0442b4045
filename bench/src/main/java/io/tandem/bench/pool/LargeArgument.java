package io.tandem.bench.pool;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Workplace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An array of many megabytes as the argument of a task, which looks at both of its ends: copied in by the caller, copied out by the worker. */
final class LargeArgument extends PoolSubject {
    private static final int HEAP_PER_ARRAY = 4;
    private static final int SPACE_PER_ARRAY = 4;
    private static final long MIB = 1 << 20;

    private final Way way;
    private final int length;
    private double[] array = {};
    private double number;

    LargeArgument(final String name, final Way way, final int bytes) {
        super(name, Kind.OPERATION, 1, 1);
        this.way = way;
        this.length = bytes / Double.BYTES;
    }

    /** How it comes to the task. */
    enum Way {
        /** As an item of a map. */
        ITEM,
        /** Captured by the lambda that is called. */
        CAPTURED
    }

    // Asked before anything of the family is open.
    @Override
    public @Nullable String missing() {
        final long bytes = (long) length * Double.BYTES;
        final long heap = Runtime.getRuntime().maxMemory();
        if (heap < HEAP_PER_ARRAY * bytes) {
            return "needs a heap of " + HEAP_PER_ARRAY * bytes / MIB + " MiB, and has " + heap / MIB + ": raise -Xmx";
        }
        final long space = Workplace.usableSpace();
        return space < SPACE_PER_ARRAY * bytes
                ? "needs room for " + SPACE_PER_ARRAY * bytes / MIB + " MiB of files in memory, and there are "
                        + space / MIB
                : null;
    }

    @Override
    public void openFirst(final Workplace workplace) throws Exception {
        array = new double[length];
        super.openFirst(workplace);
    }

    @Override
    public void first(final int operations, final Laps laps) throws InterruptedException {
        for (int i = 0; i < operations; i++) {
            array[0] = ++number;
            array[length - 1] = number;
            final long started = System.nanoTime();
            final double sum = way == Way.ITEM ? asItem() : captured();
            laps.lap(System.nanoTime() - started);
            if (sum != 2 * number) {
                throw new BenchException(
                        "the ends of an array added up to " + sum + " where " + 2 * number + " was due");
            }
        }
    }

    private double asItem() throws InterruptedException {
        return pool().map(List.of(array), LargeArgument::ends).get(0);
    }

    private double captured() throws InterruptedException {
        final double[] own = array;
        return pool().call(() -> ends(own));
    }

    private static double ends(final double[] of) {
        return of[0] + of[of.length - 1];
    }
}
