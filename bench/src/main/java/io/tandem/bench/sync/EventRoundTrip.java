package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Placement;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.sync.SharedEvent;
import io.tandem.wait.WaitPolicy;
import org.jspecify.annotations.Nullable;

/** Two processes wake each other by an event each: set by one, awaited and cleared by the other. */
final class EventRoundTrip implements Subject {
    private final String name;
    private final WaitPolicy policy;
    private @Nullable SharedEvent forth;
    private @Nullable SharedEvent back;

    EventRoundTrip(final String name, final WaitPolicy policy) {
        this.name = name;
        this.policy = policy;
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
        forth = event(workplace, "-forth");
        back = event(workplace, "-back");
    }

    private SharedEvent event(final Workplace workplace, final String which) {
        return SharedEvent.builder()
                .waitPolicy(policy)
                .name(Workplace.fileName(name) + which)
                .domain(workplace.domain())
                .openOrCreate();
    }

    @Override
    public void first(final int operations, final Laps laps) throws InterruptedException {
        final SharedEvent to = Opened.of(forth);
        final SharedEvent from = Opened.of(back);
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                to.set();
                from.await();
                from.clear();
            }
            laps.lap();
        }
    }

    @Override
    public void second(final int operations) throws InterruptedException {
        final SharedEvent from = Opened.of(forth);
        final SharedEvent to = Opened.of(back);
        for (int i = 0; i < operations; i++) {
            from.await();
            from.clear();
            to.set();
        }
    }

    @Override
    public void close() {
        Opened.close(forth, back);
    }
}
