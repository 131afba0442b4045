package io.tandem.bench.queue;

import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import io.tandem.channel.RawQueue;
import io.tandem.channel.SharedQueue;
import io.tandem.wait.WaitPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers through a queue's raw layer: so many claimed, then published, and polled at once. */
final class RawQueueStream extends NumberStream {
    private final int batch;
    private final List<Worker> crew = new ArrayList<>();
    private @Nullable SharedQueue<Long> queue;

    RawQueueStream(final String name, final Shape shape, final int batch) {
        super(name, shape);
        this.batch = batch;
    }

    @Override
    void open(final Workplace workplace, final boolean create, final int workers) {
        crew.clear();
        queue = Queues.open(workplace, fileName(), create, WaitPolicy.SPIN_THEN_SLEEP);
        for (int i = 0; i < workers; i++) {
            crew.add(new Worker(queue.raw(), new SumHandler(), pause()));
        }
    }

    @Override
    void produce(final int worker, final long first, final int count) {
        final RawQueue raw = crew.get(worker).raw;
        final Pause pause = crew.get(worker).pause;
        for (int i = 0; i < count; i += batch) {
            final int end = Math.min(i + batch, count);
            for (int j = i; j < end; j++) {
                raw.claim(Long.BYTES).putLong(0, first + j);
            }
            while (raw.claimed() > 0) {
                final long put = raw.publish();
                if (put == RawQueue.BACK_PRESSURED) {
                    pause.idle();
                } else if (put < 0) {
                    throw Queues.broken("publish", put);
                }
            }
        }
    }

    @Override
    long consume(final int worker, final int count) {
        final RawQueue raw = crew.get(worker).raw;
        final SumHandler handler = crew.get(worker).handler;
        final Pause pause = crew.get(worker).pause;
        int left = count;
        while (left > 0) {
            final long handled = raw.poll(handler, Math.min(batch, left));
            if (handled < 0) {
                throw Queues.broken("poll", handled);
            }
            if (handled == 0) {
                pause.idle();
            }
            left -= (int) handled;
        }
        return handler.take();
    }

    @Override
    void release() {
        crew.forEach(worker -> worker.raw.close());
        Opened.close(queue);
    }

    /** What one thread has. */
    private record Worker(RawQueue raw, SumHandler handler, Pause pause) {}
}
