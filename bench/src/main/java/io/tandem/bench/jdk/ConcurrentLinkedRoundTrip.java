package io.tandem.bench.jdk;

import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Placement;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Two {@code ConcurrentLinkedQueue}s, whose threads spin while there is nothing. */
public final class ConcurrentLinkedRoundTrip extends ThreadRoundTrip {
    private final ConcurrentLinkedQueue<Long> forth = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Long> back = new ConcurrentLinkedQueue<>();
    private long number = 1L << 32;

    /**
     * A round trip.
     *
     * @param name as it stands in the table.
     */
    public ConcurrentLinkedRoundTrip(final String name) {
        super(name, Placement.ANYWHERE);
    }

    @Override
    void forth(final int operations, final Laps laps) {
        final Halt halt = halt();
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                forth.add(++number);
                check(take(back, halt), number);
            }
            laps.lap();
        }
    }

    @Override
    void back(final int operations) {
        final Halt halt = halt();
        for (int i = 0; i < operations; i++) {
            // Unboxed and boxed again, as by somebody who does something with it.
            final long came = take(forth, halt);
            back.add(came);
        }
    }

    private static long take(final ConcurrentLinkedQueue<Long> from, final Halt halt) {
        Long taken = from.poll();
        while (taken == null) {
            halt.spin();
            taken = from.poll();
        }
        return taken;
    }
}
