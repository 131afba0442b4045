package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.testing.HeapMeter;
import io.tandem.testing.TestDomain;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing is allocated on the way of a message. */
@SuppressWarnings("try") // closed without use
class PipeAllocationTest {
    private static final int WARM_UP = 20_000;
    private static final int MESSAGES = 50_000;
    /** What measuring itself, or a compilation, may take: far less than one byte a message. */
    private static final long ALLOWANCE = 8_000;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private final LongConsumer toSum = this::add;
    private final DoubleConsumer doubleToSum = value -> add((long) value);
    private long sum;

    private void add(final long value) {
        sum += value;
    }

    private void handle(final DirectBuffer buffer, final int offset, final int length) {
        sum += buffer.getLong(offset) + length;
    }

    @Test
    void shouldAllocateNothingWhenRaw() {
        try (var pipe = SharedPipe.builder(Object.class, Object.class)
                        .domain(domain.get())
                        .create();
                var first = pipe.first();
                var second = pipe.second()) {
            final RawConnection.MessageHandler handler = this::handle;
            final RawConnection[] ends = {first.raw(), second.raw()};

            raw(ends, handler, WARM_UP);
            final long before = HeapMeter.allocated();
            raw(ends, handler, MESSAGES);
            final long bytes = HeapMeter.allocated() - before;

            assertThat(bytes).isLessThan(ALLOWANCE);
            assertThat(sum).isPositive();
        }
    }

    private static void raw(final RawConnection[] ends, final RawConnection.MessageHandler handler, final int count) {
        for (int i = 0; i < count; i++) {
            final RawConnection from = ends[i & 1];
            final RawConnection to = ends[1 - (i & 1)];
            final long claim = from.tryClaim(32);
            from.buffer().putLong((int) claim, i);
            from.commit(claim);
            to.poll(handler, 1);
            to.poll(handler, 1);
        }
    }

    @Test
    void shouldAllocateNothingWhenTypedAsLong() throws Exception {
        try (var pipe = SharedPipe.builder(Long.class, Long.class)
                        .domain(domain.get())
                        .create();
                var first = pipe.first();
                var second = pipe.second()) {
            typed(first, second, WARM_UP);
            final long before = HeapMeter.allocated();
            typed(first, second, MESSAGES);
            final long bytes = HeapMeter.allocated() - before;

            assertThat(bytes).isLessThan(ALLOWANCE);
            assertThat(sum).isPositive();
        }
    }

    @Test
    void shouldAllocateNothingWhenPrimitive() throws Exception {
        try (var pipe = SharedPipe.builder(Object.class, Number.class)
                        .domain(domain.get())
                        .create();
                var first = pipe.first();
                var second = pipe.second()) {
            primitive(first, second, WARM_UP);
            final long before = HeapMeter.allocated();
            primitive(first, second, MESSAGES);
            final long bytes = HeapMeter.allocated() - before;

            assertThat(bytes).isLessThan(ALLOWANCE);
            assertThat(sum).isPositive();
        }
    }

    // Values that the JDK doesn't keep boxed.
    private void primitive(
            final Connection<Object, Number> first, final Connection<Number, Object> second, final int count)
            throws InterruptedException {
        for (int i = 0; i < count; i++) {
            first.longs().send(1L << 40 | i);
            second.longs().receive(toSum);
            second.ints().send(1 << 20 | i);
            sum += first.ints().receive();
            first.doubles().trySend(i);
            second.doubles().tryReceive(doubleToSum);
            if (first.longs().tryReceive(toSum)) {
                throw new AssertionError("one too many");
            }
        }
    }

    // Values that the JDK keeps boxed: what is measured is the way, not the boxes.
    private void typed(final Connection<Long, Long> first, final Connection<Long, Long> second, final int count)
            throws InterruptedException {
        for (int i = 0; i < count; i++) {
            first.send((long) (i & 63));
            sum += second.receive();
            second.send((long) (i & 63));
            sum += first.receive();
            if (first.tryReceive() != null) {
                throw new AssertionError("one too many");
            }
        }
    }
}
