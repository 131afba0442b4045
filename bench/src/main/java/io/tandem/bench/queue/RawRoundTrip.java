package io.tandem.bench.queue;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.channel.RawQueue;
import io.tandem.channel.SharedQueue;
import io.tandem.wait.WaitPolicy;
import org.jspecify.annotations.Nullable;

/** A number goes forth through one queue's raw layer and comes back through another's. */
final class RawRoundTrip implements Subject {
    private final String name;
    private final SumHandler handler = new SumHandler();
    private Halt halt = new Halt();
    private @Nullable SharedQueue<Long> forth;
    private @Nullable SharedQueue<Long> back;
    private @Nullable RawQueue out;
    private @Nullable RawQueue in;
    private long number = 1L << 32;

    RawRoundTrip(final String name) {
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
        out = Opened.of(forth).raw();
        in = Opened.of(back).raw();
    }

    @Override
    public void openSecond(final Workplace workplace) {
        open(workplace, false);
        in = Opened.of(forth).raw();
        out = Opened.of(back).raw();
    }

    private void open(final Workplace workplace, final boolean create) {
        halt = workplace.halt();
        forth = Queues.open(workplace, Workplace.fileName(name) + "-forth", create, WaitPolicy.SPIN);
        back = Queues.open(workplace, Workplace.fileName(name) + "-back", create, WaitPolicy.SPIN);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final RawQueue to = Opened.of(out);
        final RawQueue from = Opened.of(in);
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
        final RawQueue from = Opened.of(in);
        final RawQueue to = Opened.of(out);
        for (int i = 0; i < operations; i++) {
            take(from);
            put(to, handler.last());
        }
    }

    private void put(final RawQueue to, final long value) {
        to.claim(Long.BYTES).putLong(0, value);
        long put = to.publish();
        while (put == RawQueue.BACK_PRESSURED) {
            halt.spin();
            put = to.publish();
        }
        if (put != 1) {
            throw Queues.broken("publish", put);
        }
    }

    private void take(final RawQueue from) {
        long handled = from.poll(handler, 1);
        while (handled == 0) {
            halt.spin();
            handled = from.poll(handler, 1);
        }
        if (handled != 1) {
            throw Queues.broken("poll", handled);
        }
    }

    @Override
    public void close() {
        if (out != null && in != null) {
            out.close();
            in.close();
        }
        Opened.close(forth, back);
    }
}
