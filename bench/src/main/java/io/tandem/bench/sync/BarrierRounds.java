package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Placement;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.sync.SharedBarrier;
import org.jspecify.annotations.Nullable;

/** Two processes meet at a barrier, again and again. */
final class BarrierRounds implements Subject {
    private static final int PARTIES = 2;

    private final String name;
    private @Nullable SharedBarrier opened;

    BarrierRounds(final String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.ROUND_TRIP;
    }

    @Override
    public Placement placement() {
        return Placement.APART;
    }

    @Override
    public void openFirst(final Workplace workplace) {
        open(workplace);
    }

    @Override
    public void openSecond(final Workplace workplace) {
        open(workplace);
    }

    private void open(final Workplace workplace) {
        opened = SharedBarrier.builder(PARTIES)
                .name(Workplace.fileName(name))
                .domain(workplace.domain())
                .openOrCreate();
    }

    @Override
    public void first(final int operations, final Laps laps) throws Exception {
        final SharedBarrier barrier = Opened.of(opened);
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                barrier.await();
            }
            laps.lap();
        }
    }

    @Override
    public void second(final int operations) throws Exception {
        final SharedBarrier barrier = Opened.of(opened);
        for (int i = 0; i < operations; i++) {
            barrier.await();
        }
    }

    @Override
    public void close() {
        Opened.close(opened);
    }
}
