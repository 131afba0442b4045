package io.tandem.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.testing.HeapMeter;
import io.tandem.testing.TestDomain;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Values, arrays and memory are used without allocating anything; a record is allocated where one is returned. */
class ValueAllocationTest {
    private static final double NOTHING = 0.1;
    private static final int LONG_ON_THE_HEAP = 24;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private long sum;
    private Object kept = "";

    record Quote(long id, double price, int quantity) {}

    @Test
    void shouldAllocateNothingWhenNumbersAreReadAndChanged() throws Exception {
        try (SharedLong longs = SharedLong.builder().domain(domain.get()).create();
                SharedInt ints = SharedInt.builder().domain(domain.get()).create();
                SharedDouble doubles =
                        SharedDouble.builder().domain(domain.get()).create();
                SharedBoolean booleans =
                        SharedBoolean.builder().domain(domain.get()).create()) {
            final double bytes = HeapMeter.bytesPerRound(() -> {
                longs.set(longs.get() + 1);
                sum += longs.getAndAdd(2) + longs.incrementAndGet();
                sum += longs.updateAndGet(value -> value * 3) + longs.accumulateAndGet(5, Math::max);
                longs.compareAndSet(1, 2);
                ints.set(ints.get() + 1);
                sum += ints.getAndIncrement();
                doubles.set(doubles.get() + 1);
                booleans.set(!booleans.get());
            });

            assertThat(bytes).isLessThan(NOTHING);
            assertThat(sum).isNotZero();
        }
    }

    @Test
    void shouldAllocateNothingWhenAValueIsChangedUnderItsLock() throws Exception {
        try (SharedLong value = SharedLong.builder().domain(domain.get()).create()) {
            final Runnable raise = () -> value.setPlain(value.getPlain() + 1);

            final double bytes = HeapMeter.bytesPerRound(() -> value.withLock(raise));

            assertThat(bytes).isLessThan(NOTHING);
            assertThat(value.get()).isPositive();
        }
    }

    @Test
    void shouldAllocateNothingWhenAnArrayIsReadAndChanged() throws Exception {
        final long[] copied = new long[1000];
        try (SharedLongArray array =
                        SharedLongArray.builder(1000).domain(domain.get()).create();
                SharedByteArray bytes =
                        SharedByteArray.builder(1000).domain(domain.get()).create();
                SharedDoubleArray doubles =
                        SharedDoubleArray.builder(1000).domain(domain.get()).create()) {
            final double taken = HeapMeter.bytesPerRound(() -> {
                array.set(7, array.get(6) + 1);
                sum += array.getAndAdd(7, 2) + array.incrementAndGet(8);
                array.setVolatile(9, array.getVolatile(8));
                array.compareAndSet(9, 1, 2);
                bytes.set(3, (byte) (bytes.get(2) + 1));
                doubles.set(3, doubles.get(2) + 1);
            });
            final double takenByCopies = HeapMeter.bytesPerRound(() -> {
                array.set(0, copied, 0, copied.length);
                array.get(0, copied, 0, copied.length);
                array.copyTo(0, array, 500, 500);
            });

            assertThat(taken).isLessThan(NOTHING);
            assertThat(takenByCopies).isLessThan(NOTHING);
        }
    }

    @Test
    void shouldAllocateNothingWhenMemoryIsCopied() throws Exception {
        final byte[] copied = new byte[1000];
        try (SharedMemory memory =
                SharedMemory.builder(1000).domain(domain.get()).create()) {
            final double bytes = HeapMeter.bytesPerRound(() -> {
                memory.put(0, copied, 0, copied.length);
                memory.get(0, copied, 0, copied.length);
                memory.fill(0, memory.size(), (byte) 1);
            });

            assertThat(bytes).isLessThan(NOTHING);
        }
    }

    @Test
    void shouldAllocateTheRecordAloneWhenOneIsReturned() throws Exception {
        try (SharedRecord<Quote> record = SharedRecord.builder(Quote.class)
                .initialValue(new Quote(1, 2, 3))
                .domain(domain.get())
                .create()) {
            final Quote set = new Quote(4, 5, 6);

            final double setting = HeapMeter.bytesPerRound(() -> record.set(set));
            final double getting = HeapMeter.bytesPerRound(() -> kept = record.get());
            final double making =
                    HeapMeter.bytesPerRound(() -> kept = new Quote(kept.hashCode(), kept.hashCode(), set.quantity));

            assertThat(setting).isLessThan(NOTHING);
            assertThat(making).isPositive();
            assertThat(getting).isLessThan(making + NOTHING);
            assertThat(kept).isNotNull();
        }
    }

    @Test
    void shouldAllocateNothingWhenAnElementIsSetAndTheValueAloneWhenOneIsReturned() throws Exception {
        try (SharedRecordArray<Quote> array = SharedRecordArray.builder(Quote.class, 100)
                        .initialValue(new Quote(1, 2, 3))
                        .domain(domain.get())
                        .create();
                SharedList list = SharedList.builder(100).domain(domain.get()).create()) {
            final Quote set = new Quote(4, 5, 6);
            final Long number = 1L << 40;

            final double setting = HeapMeter.bytesPerRound(() -> array.set(7, set));
            final double getting = HeapMeter.bytesPerRound(() -> kept = array.get(7));
            final double making =
                    HeapMeter.bytesPerRound(() -> kept = new Quote(kept.hashCode(), kept.hashCode(), set.quantity));
            final double replacing = HeapMeter.bytesPerRound(
                    () -> kept = (Long) Objects.requireNonNullElse(list.set(7, number), number));

            assertThat(setting).isLessThan(NOTHING);
            assertThat(getting).isLessThan(making + NOTHING);
            assertThat(replacing).isLessThan(LONG_ON_THE_HEAP + NOTHING);
            assertThat(kept).isNotNull();
        }
    }
}
