package io.tandem.bench.load;

import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import io.tandem.bench.ipc.RawHandler;
import io.tandem.bench.payload.Payload;
import io.tandem.bench.queue.Queues;
import io.tandem.channel.RawQueue;
import io.tandem.channel.SharedQueue;
import io.tandem.wait.WaitPolicy;
import org.jspecify.annotations.Nullable;

/** Through one queue's raw layer, and back through another's; both sides spin. */
final class RawQueueLoad extends PacedSubject {
    private final RawHandler handler = new RawHandler();
    private Halt halt = new Halt();
    private @Nullable SharedQueue<Long> forth;
    private @Nullable SharedQueue<Long> back;
    private @Nullable RawQueue out;
    private @Nullable RawQueue in;

    RawQueueLoad(final String what, final int rate) {
        super(what, rate);
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
        forth = Queues.open(workplace, Workplace.fileName(name()) + "-forth", create, WaitPolicy.SPIN);
        back = Queues.open(workplace, Workplace.fileName(name()) + "-back", create, WaitPolicy.SPIN);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final RawQueue to = Opened.of(out);
        final RawQueue from = Opened.of(in);
        pacer.start(operations, System.nanoTime());
        while (!pacer.isDone()) {
            final long handled = from.poll(handler, 1);
            final long now = System.nanoTime();
            if (handled > 0) {
                pacer.back(handler.last(), now, laps);
            } else if (handled < 0) {
                throw Queues.broken("poll", handled);
            }
            if (pacer.isDue(now) && tryPut(to, pacer.number())) {
                pacer.sent();
            } else if (handled == 0) {
                halt.spin();
            }
        }
    }

    @Override
    public void second(final int operations) {
        final RawQueue from = Opened.of(in);
        final RawQueue to = Opened.of(out);
        for (int i = 0; i < operations; i++) {
            long handled = from.poll(handler, 1);
            while (handled <= 0) {
                if (handled < 0) {
                    throw Queues.broken("poll", handled);
                }
                halt.spin();
                handled = from.poll(handler, 1);
            }
            while (!tryPut(to, handler.last())) {
                halt.spin();
            }
        }
    }

    /** What there was no room for stays claimed, with its number in it. */
    private static boolean tryPut(final RawQueue to, final long number) {
        if (to.claimed() == 0) {
            Payload.write(to.claim(Payload.LENGTH), 0, number);
        }
        final long put = to.publish();
        if (put != 1 && put != RawQueue.BACK_PRESSURED) {
            throw Queues.broken("publish", put);
        }
        return put == 1;
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
