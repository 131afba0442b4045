package io.tandem.bench.queue;

import java.util.concurrent.LinkedBlockingQueue;

/** {@code put} and {@code take} of a bounded {@code LinkedBlockingQueue<Long>}. */
final class LinkedBlockingStream extends ThreadStream {
    private final LinkedBlockingQueue<Long> queue = new LinkedBlockingQueue<>(CAPACITY);

    LinkedBlockingStream(final Shape shape) {
        super("LinkedBlockingQueue, " + shape, shape);
    }

    @Override
    void produce(final long first, final int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            queue.put(first + i);
        }
    }

    @Override
    long consume(final int count) throws InterruptedException {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += queue.take();
        }
        return sum;
    }
}
