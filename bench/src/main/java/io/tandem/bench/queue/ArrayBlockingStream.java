package io.tandem.bench.queue;

import java.util.concurrent.ArrayBlockingQueue;

/** {@code put} and {@code take} of an {@code ArrayBlockingQueue<Long>}. */
final class ArrayBlockingStream extends ThreadStream {
    private final ArrayBlockingQueue<Long> queue = new ArrayBlockingQueue<>(CAPACITY);

    ArrayBlockingStream(final Shape shape) {
        super("ArrayBlockingQueue, " + shape, shape);
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
