package io.tandem.bench.jdk;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Placement;
import java.util.concurrent.ArrayBlockingQueue;

/** Two {@code ArrayBlockingQueue}s, whose threads sleep while there is nothing. */
public final class ArrayBlockingRoundTrip extends ThreadRoundTrip {
    private static final int CAPACITY = 1024;

    private final ArrayBlockingQueue<Long> forth = new ArrayBlockingQueue<>(CAPACITY);
    private final ArrayBlockingQueue<Long> back = new ArrayBlockingQueue<>(CAPACITY);
    private long number = 1L << 32;

    /**
     * A round trip.
     *
     * @param name as it stands in the table.
     */
    public ArrayBlockingRoundTrip(final String name) {
        // Else the scheduler moves the two to one processor now and then, where waking costs a twentieth.
        super(name, Placement.APART);
    }

    @Override
    void forth(final int operations, final Laps laps) throws InterruptedException {
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                forth.put(++number);
                check(back.take(), number);
            }
            laps.lap();
        }
    }

    @Override
    void back(final int operations) throws InterruptedException {
        for (int i = 0; i < operations; i++) {
            // Unboxed and boxed again, as by somebody who does something with it.
            final long came = forth.take();
            back.put(came);
        }
    }
}
