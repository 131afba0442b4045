package io.tandem.bench.queue;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import java.io.IOException;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.jspecify.annotations.Nullable;

/** A number goes forth through one of Agrona's rings for many producers, and comes back through another. */
final class AgronaRoundTrip implements Subject {
    private final String name;
    private final SumHandler handler = new SumHandler();
    private Halt halt = new Halt();
    private @Nullable ManyToOneRingBuffer forth;
    private @Nullable ManyToOneRingBuffer back;
    private long number = 1L << 32;

    AgronaRoundTrip(final String name) {
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
    public void openFirst(final Workplace workplace) throws IOException {
        open(workplace, true);
    }

    @Override
    public void openSecond(final Workplace workplace) throws IOException {
        open(workplace, false);
    }

    private void open(final Workplace workplace, final boolean create) throws IOException {
        halt = workplace.halt();
        forth = AgronaStream.ring(workplace, Workplace.fileName(name) + "-forth", create);
        back = AgronaStream.ring(workplace, Workplace.fileName(name) + "-back", create);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final ManyToOneRingBuffer to = Opened.of(forth);
        final ManyToOneRingBuffer from = Opened.of(back);
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                put(to, ++number);
                take(from);
                if (handler.last() != number) {
                    throw new BenchException(handler.last() + " came back where " + number + " was sent");
                }
            }
            laps.lap();
        }
    }

    @Override
    public void second(final int operations) {
        final ManyToOneRingBuffer from = Opened.of(forth);
        final ManyToOneRingBuffer to = Opened.of(back);
        for (int i = 0; i < operations; i++) {
            take(from);
            put(to, handler.last());
        }
    }

    private void put(final ManyToOneRingBuffer to, final long value) {
        int claim = to.tryClaim(SumHandler.TYPE, Long.BYTES);
        while (claim < 0) {
            halt.spin();
            claim = to.tryClaim(SumHandler.TYPE, Long.BYTES);
        }
        to.buffer().putLong(claim, value);
        to.commit(claim);
    }

    private void take(final ManyToOneRingBuffer from) {
        while (from.read(handler, 1) == 0) {
            halt.spin();
        }
    }

    @Override
    public void close() {
        // The mappings go with the last references.
        forth = null;
        back = null;
    }
}
