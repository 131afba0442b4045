package io.tandem.bench.queue;

import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import io.tandem.channel.SharedQueue;
import io.tandem.wait.WaitPolicy;
import org.jspecify.annotations.Nullable;

/** {@code put} and {@code take} of a {@code SharedQueue<Long>}. */
final class TypedStream extends NumberStream {
    private @Nullable SharedQueue<Long> queue;

    TypedStream(final String name, final Shape shape) {
        super(name, shape);
    }

    @Override
    void open(final Workplace workplace, final boolean create, final int workers) {
        queue = Queues.open(workplace, fileName(), create, WaitPolicy.SPIN_THEN_SLEEP);
    }

    @Override
    void produce(final int worker, final long first, final int count) throws InterruptedException {
        final SharedQueue<Long> to = Opened.of(queue);
        for (int i = 0; i < count; i++) {
            to.put(first + i);
        }
    }

    @Override
    long consume(final int worker, final int count) throws InterruptedException {
        final SharedQueue<Long> from = Opened.of(queue);
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += from.take();
        }
        return sum;
    }

    @Override
    void release() {
        Opened.close(queue);
    }
}
