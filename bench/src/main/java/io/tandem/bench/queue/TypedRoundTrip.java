package io.tandem.bench.queue;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.channel.SharedQueue;
import io.tandem.wait.WaitPolicy;
import org.jspecify.annotations.Nullable;

/** A {@code Long} goes forth through one queue and comes back through another. */
final class TypedRoundTrip implements Subject {
    private final String name;
    private @Nullable SharedQueue<Long> forth;
    private @Nullable SharedQueue<Long> back;
    private long number = 1L << 32;

    TypedRoundTrip(final String name) {
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
    public void openFirst(final Workplace workplace) {
        open(workplace, true);
    }

    @Override
    public void openSecond(final Workplace workplace) {
        open(workplace, false);
    }

    private void open(final Workplace workplace, final boolean create) {
        forth = Queues.open(workplace, Workplace.fileName(name) + "-forth", create, WaitPolicy.SPIN);
        back = Queues.open(workplace, Workplace.fileName(name) + "-back", create, WaitPolicy.SPIN);
    }

    @Override
    public void first(final int operations, final Laps laps) throws InterruptedException {
        final SharedQueue<Long> to = Opened.of(forth);
        final SharedQueue<Long> from = Opened.of(back);
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                to.put(++number);
                final long came = from.take();
                if (came != number) {
                    throw new BenchException(came + " came back where " + number + " was sent");
                }
            }
            laps.lap();
        }
    }

    @Override
    public void second(final int operations) throws InterruptedException {
        final SharedQueue<Long> from = Opened.of(forth);
        final SharedQueue<Long> to = Opened.of(back);
        for (int i = 0; i < operations; i++) {
            // Unboxed and boxed again, as by somebody who does something with it.
            final long came = from.take();
            to.put(came);
        }
    }

    @Override
    public void close() {
        Opened.close(forth, back);
    }
}
