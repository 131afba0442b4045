package io.tandem.bench.jdk;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Placement;
import java.util.concurrent.CyclicBarrier;

/** Two threads meet at a {@code CyclicBarrier}, again and again; whoever comes first sleeps. */
public final class CyclicBarrierRounds extends ThreadRoundTrip {
    private final CyclicBarrier barrier = new CyclicBarrier(2);

    /**
     * Rounds.
     *
     * @param name as it stands in the table.
     */
    public CyclicBarrierRounds(final String name) {
        super(name, Placement.APART);
    }

    @Override
    void forth(final int operations, final Laps laps) throws Exception {
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                barrier.await();
            }
            laps.lap();
        }
    }

    @Override
    void back(final int operations) throws Exception {
        for (int i = 0; i < operations; i++) {
            barrier.await();
        }
    }
}
