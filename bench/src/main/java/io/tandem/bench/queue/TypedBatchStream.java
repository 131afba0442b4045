package io.tandem.bench.queue;

import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import io.tandem.channel.SharedQueue;
import io.tandem.wait.WaitPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code putAll} and {@code drainTo} of a {@code SharedQueue<Long>}, up to so many at a time. */
final class TypedBatchStream extends NumberStream {
    private final int batch;
    private final List<List<Long>> lists = new ArrayList<>();
    private @Nullable SharedQueue<Long> queue;

    TypedBatchStream(final String name, final Shape shape, final int batch) {
        super(name, shape);
        this.batch = batch;
    }

    @Override
    void open(final Workplace workplace, final boolean create, final int workers) {
        lists.clear();
        queue = Queues.open(workplace, fileName(), create, WaitPolicy.SPIN_THEN_SLEEP);
        for (int i = 0; i < workers; i++) {
            lists.add(new ArrayList<>(batch));
        }
    }

    @Override
    void produce(final int worker, final long first, final int count) throws InterruptedException {
        final SharedQueue<Long> to = Opened.of(queue);
        final List<Long> items = lists.get(worker);
        for (int i = 0; i < count; i += batch) {
            items.clear();
            final int end = Math.min(i + batch, count);
            for (int j = i; j < end; j++) {
                items.add(first + j);
            }
            to.putAll(items);
        }
    }

    @Override
    long consume(final int worker, final int count) throws InterruptedException {
        final SharedQueue<Long> from = Opened.of(queue);
        final List<Long> items = lists.get(worker);
        long sum = 0;
        int left = count;
        while (left > 0) {
            items.clear();
            left -= from.drainTo(items, Math.min(batch, left), 1, TimeUnit.DAYS);
            for (int i = 0; i < items.size(); i++) {
                sum += items.get(i);
            }
        }
        return sum;
    }

    @Override
    void release() {
        Opened.close(queue);
    }
}
