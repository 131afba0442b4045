package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.TandemException;
import io.tandem.segment.Domain;
import io.tandem.segment.IncompatibleException;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a foreign program may have written into a pipe's memory ends in an exception, never outside of it. */
@Tag("unchecked-bounds")
@SuppressWarnings("try") // closed without use
class PipeCorruptionTest {
    private static final int CAPACITY = 4096;
    private static final int HEADER = 4096;
    private static final int CONTROL = 4096;
    private static final int RING = HEADER + CONTROL;
    private static final String NAME = "pipe";
    private static final int ROUNDS = 2_000;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    /** The pipe's file, written to as any program might. */
    private record Memory(FileChannel file) implements AutoCloseable {
        static Memory of(final Domain domain, final String name) throws IOException {
            return new Memory(FileChannel.open(
                    domain.directory().resolve("names").resolve(name),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE));
        }

        void putInt(final long offset, final int value) throws IOException {
            file.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, value), offset);
        }

        void putLong(final long offset, final long value) throws IOException {
            file.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value), offset);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private static SharedPipe.Builder<Object, Object> builder(final Domain domain) {
        return SharedPipe.builder(Object.class, Object.class)
                .domain(domain)
                .name(NAME)
                .capacityBytes(CAPACITY);
    }

    @Test
    void shouldRefuseARecordWhenItsLengthOrTypeCantBe() throws Exception {
        final int[][] records = {
            {1, 1},
            {7, 1},
            {CAPACITY + 8, 1},
            {Integer.MAX_VALUE, 1},
            {Integer.MAX_VALUE - 6, -1},
            {521, 1},
            {16, 0},
            {16, -2},
            {CAPACITY + 1, -1}
        };
        try (var pipe = builder(domain.get()).create();
                var first = pipe.first();
                var second = pipe.second();
                Memory memory = Memory.of(domain.get(), NAME)) {
            for (final int[] record : records) {
                memory.putInt(RING, record[0]);
                memory.putInt(RING + 4, record[1]);

                assertThatThrownBy(second::tryReceive)
                        .as("%d, %d", record[0], record[1])
                        .isInstanceOf(CorruptPipeException.class)
                        .hasMessageContainingAll(NAME, Integer.toString(record[0]));
                assertThatThrownBy(() -> second.raw().poll((buffer, offset, length) -> {}, 1))
                        .isInstanceOf(CorruptPipeException.class);
                assertThatThrownBy(() -> second.raw().receiveInto(new UnsafeBuffer(new byte[8]), 0, 8))
                        .isInstanceOf(CorruptPipeException.class);
            }
            memory.putInt(RING, 0);
            second.send("the other direction goes on");
            assertThat(first.receive()).isEqualTo("the other direction goes on");
        } finally {
            SharedPipe.delete(domain.get(), NAME);
        }
    }

    @Test
    void shouldNameBothVersionsWhenItsLayoutIsAnother() throws Exception {
        try (var pipe = builder(domain.get()).create();
                Memory memory = Memory.of(domain.get(), NAME)) {
            memory.putInt(HEADER, 77);

            assertThatThrownBy(() -> builder(domain.get()).open())
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContainingAll(NAME, "77", "reads 2");
        } finally {
            SharedPipe.delete(domain.get(), NAME);
        }
    }

    @Test
    void shouldRefuseToSendWhenTheHeadCantBe() throws Exception {
        final int head = RING + CAPACITY + 384;
        try (var pipe = builder(domain.get()).create();
                var first = pipe.first();
                Memory memory = Memory.of(domain.get(), NAME)) {
            while (first.trySend(new byte[400])) {
                assertThat(first.isClosed()).isFalse();
            }
            for (final long value : new long[] {Long.MAX_VALUE, 1L << 40, -CAPACITY, Long.MIN_VALUE}) {
                memory.putLong(head, value);

                assertThatThrownBy(() -> first.trySend(new byte[400]))
                        .isInstanceOf(CorruptPipeException.class)
                        .hasMessageContaining(Long.toString(value));
            }
            memory.putLong(head, 0);
            assertThat(first.trySend(new byte[400])).isFalse();
        } finally {
            SharedPipe.delete(domain.get(), NAME);
        }
    }

    @Test
    void shouldRefuseToReceiveWhenItIsFullOfPadding() throws Exception {
        try (var pipe = builder(domain.get()).create();
                var second = pipe.second();
                Memory memory = Memory.of(domain.get(), NAME)) {
            memory.putInt(RING + 4, -1);
            memory.putInt(RING, CAPACITY);

            assertThatThrownBy(() -> second.raw().poll(PipeCorruptionTest::read, 1))
                    .isInstanceOf(CorruptPipeException.class)
                    .hasMessageContaining("no end");
        } finally {
            SharedPipe.delete(domain.get(), NAME);
        }
    }

    @Test
    void shouldRefuseToAttachWhenPositionsCantBe() throws Exception {
        final int tail = RING + CAPACITY + 128;
        final long[][] positions = {
            // tail, head, delivered
            {8, 16, 0},
            {CAPACITY * 2L, 0, 0},
            {12, 0, 0},
            {16, 4, 0},
            {-8, -16, 0},
            {8, 0, 64},
            {64, 0, 12},
            {(1L << 62) + 2048, -(1L << 62) + 2040, Long.MIN_VALUE} // further apart than a long holds
        };
        for (final long[] values : positions) {
            try (var pipe = builder(domain.get()).create();
                    Memory memory = Memory.of(domain.get(), NAME)) {
                memory.putLong(tail, values[0]);
                memory.putLong(tail + 256, values[1]);
                memory.putLong(HEADER + 640, values[2]);

                if (values[0] < 0) {
                    // A claim that was never filled, before position 0: nothing forbids it.
                    pipe.first().close();
                } else {
                    assertThatThrownBy(() -> {
                                pipe.second();
                                pipe.first();
                            })
                            .as("%d %d %d", values[0], values[1], values[2])
                            .isInstanceOf(CorruptPipeException.class);
                }
            } finally {
                SharedPipe.delete(domain.get(), NAME);
            }
        }
    }

    @Test
    void shouldStayInsideWhenAnythingStandsInThePipe() throws Exception {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);

        fuzz(domain.get(), seed);

        assertThat(domain.directory()).exists();
    }

    private static void fuzz(final Domain domain, final long seed) throws Exception {
        final Random random = new Random(seed);
        for (int round = 0; round < ROUNDS / 50; round++) {
            try (var pipe = builder(domain).create();
                    Memory memory = Memory.of(domain, NAME)) {
                for (int i = 0; i < 50; i++) {
                    damage(memory, random);
                    try (var first = pipe.first();
                            var second = pipe.second()) {
                        damage(memory, random);
                        use(first, second, random);
                    } catch (final TandemException | IllegalStateException e) {
                        assertThat(e).as("seed %d", seed).hasMessageContaining("ipe");
                    }
                }
            } finally {
                SharedPipe.delete(domain, NAME);
            }
        }
    }

    private static void damage(final Memory memory, final Random random) throws IOException {
        final int[] offsets = {
            RING + random.nextInt(CAPACITY / 8) * 8, // a record's length, perhaps
            RING + 4 + random.nextInt(CAPACITY / 8) * 8, // its type
            RING + CAPACITY + 128 + random.nextInt(3) * 128, // tail, cached head, head
            HEADER + 640 // delivered position
        };
        for (int i = random.nextInt(4); i >= 0; i--) {
            final int offset = offsets[random.nextInt(offsets.length)];
            switch (random.nextInt(4)) {
                case 0 -> memory.putInt(offset, random.nextInt());
                case 1 -> memory.putInt(offset, random.nextInt(2 * CAPACITY) - CAPACITY);
                case 2 -> memory.putLong(offset & ~7, random.nextLong());
                default -> memory.putLong(offset & ~7, random.nextInt(CAPACITY / 8) * 8L);
            }
        }
    }

    private static void use(
            final Connection<Object, Object> first, final Connection<Object, Object> second, final Random random) {
        for (int i = 0; i < 20; i++) {
            switch (random.nextInt(4)) {
                case 0 -> first.trySend("a message");
                case 1 -> first.raw().offer(new UnsafeBuffer(new byte[300]), 0, random.nextInt(300));
                case 2 -> second.raw().poll(PipeCorruptionTest::read, 3);
                default -> second.tryReceive();
            }
        }
    }

    private static void read(final DirectBuffer buffer, final int offset, final int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += buffer.getByte(offset + i);
        }
        assertThat(sum).isLessThan(Integer.MAX_VALUE);
        assertThat(offset + length).isLessThanOrEqualTo(CAPACITY);
    }
}
