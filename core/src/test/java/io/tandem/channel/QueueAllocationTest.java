package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.testing.HeapMeter;
import io.tandem.testing.TestDomain;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing is allocated on the way of an item through a queue, but the item itself. */
@SuppressWarnings("try") // closed without use
class QueueAllocationTest {
    private static final int WARM_UP = 20_000;
    private static final int ITEMS = 50_000;
    /** What measuring itself, or a compilation, may take: far less than one byte an item. */
    private static final long ALLOWANCE = 8_000;

    private static final int LONG_BOX = 24;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private long sum;

    private void handle(final DirectBuffer buffer, final int offset, final int length) {
        sum += buffer.getLong(offset) + length;
    }

    @Test
    void shouldAllocateNothingWhenRaw() {
        try (var queue = SharedQueue.builder(Object.class).domain(domain.get()).create();
                RawQueue raw = queue.raw()) {
            final RawConnection.MessageHandler handler = this::handle;

            raw(raw, handler, WARM_UP);
            final long before = HeapMeter.allocated();
            raw(raw, handler, ITEMS);
            final long bytes = HeapMeter.allocated() - before;

            assertThat(bytes).isLessThan(ALLOWANCE);
            assertThat(sum).isPositive();
        }
    }

    private static void raw(final RawQueue raw, final RawConnection.MessageHandler handler, final int count) {
        for (int i = 0; i < count; i++) {
            raw.claim(32).putLong(0, i);
            raw.claim(8).putLong(0, i);
            if (raw.publish() != 2 || raw.poll(handler, 10) != 2 || raw.poll(handler, 1) != 0) {
                throw new AssertionError("Not all of it went through.");
            }
        }
    }

    @Test
    void shouldAllocateNothingWhenTyped() throws Exception {
        try (var queue = SharedQueue.builder(Long.class).domain(domain.get()).create()) {
            typed(queue, 0, WARM_UP);
            final long before = HeapMeter.allocated();
            typed(queue, 0, ITEMS);
            final long bytes = HeapMeter.allocated() - before;

            assertThat(bytes).isLessThan(ALLOWANCE);
            assertThat(sum).isPositive();
        }
    }

    @Test
    void shouldAllocateTheBoxesAloneWhenTyped() throws Exception {
        try (var queue = SharedQueue.builder(Long.class)
                .domain(domain.get())
                .capacityItems(10)
                .create()) {
            typed(queue, 1L << 40, WARM_UP);
            final long before = HeapMeter.allocated();
            typed(queue, 1L << 40, ITEMS);
            final long bytes = HeapMeter.allocated() - before;

            // One box as it is put, one as it is taken; four times each.
            assertThat(bytes).isLessThan(8L * LONG_BOX * ITEMS + ALLOWANCE);
        }
    }

    // From 0, values that the JDK keeps boxed: what is measured is the way, not the boxes.
    private void typed(final SharedQueue<Long> queue, final long from, final int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            queue.put(from + (i & 63));
            sum += queue.take();
            queue.offer(from + (i & 63));
            sum += queue.poll();
            queue.offer(from + (i & 63), 1, java.util.concurrent.TimeUnit.SECONDS);
            sum += queue.poll(1, java.util.concurrent.TimeUnit.SECONDS);
            queue.put(from + (i & 63));
            sum += queue.take() + queue.size();
            if (queue.poll() != null) {
                throw new AssertionError("one too many");
            }
        }
    }
}
