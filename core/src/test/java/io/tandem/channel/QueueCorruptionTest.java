package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tandem.TandemException;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.ThrowingSupplier;

/** What a foreign program may have written into a queue's memory ends in an exception, never outside of it, never in a hang. */
@SuppressWarnings("try") // closed without use
class QueueCorruptionTest {
    private static final int CAPACITY = 4096;
    private static final int CONTROL = 4096;
    private static final int PUT = CONTROL + 128;
    private static final int TAKE = CONTROL + 256;
    private static final int HEAD = TAKE + 16;
    private static final int TAIL = PUT + 16;
    private static final int SETTLING = CONTROL + 768 + 16;
    private static final int USERS = CONTROL + 4096;
    private static final int RING = CONTROL + 20480;
    private static final String NAME = "queue";
    private static final int ROUNDS = Boolean.getBoolean("tandem.long") ? 2_000 : 40;
    /** A process number that was never given out, and a thread of it. */
    private static final long OF_THE_DEAD = 12_345L << 32 | 2;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    /** The queue's file, written to as any program might. */
    private record Memory(FileChannel file) implements AutoCloseable {
        static Memory of(final Domain domain) throws IOException {
            return new Memory(FileChannel.open(
                    domain.directory().resolve("names").resolve(NAME),
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

    private static SharedQueue.Builder<Object> builder(final Domain domain) {
        return SharedQueue.builder(Object.class).domain(domain).name(NAME).capacityBytes(CAPACITY);
    }

    /** What a test does to a queue whose memory it writes to. */
    private interface Use {
        void of(SharedQueue<Object> queue, Memory memory) throws Exception;
    }

    private static void withQueue(final Domain domain, final Use use) throws Exception {
        try (var queue = builder(domain).create();
                Memory memory = Memory.of(domain)) {
            use.of(queue, memory);
        } finally {
            SharedQueue.delete(domain, NAME);
        }
    }

    @Test
    void shouldRefuseARecordWhenItsLengthOrTypeCantBe() throws Exception {
        final int[][] records = {
            {1, 1},
            {7, 1},
            {CAPACITY + 8, 1 << 28 | 1},
            {Integer.MAX_VALUE, 1 << 28 | 1},
            {Integer.MAX_VALUE - 6, -1},
            {529, 1 << 28 | 1},
            {16, 1},
            {16, 1 << 28 | 2},
            {16, 5 << 28 | 1},
            {CAPACITY + 1, -1},
            {-1, 1 << 28 | 1},
            {Integer.MIN_VALUE, -1}
        };
        withQueue(domain.get(), (queue, memory) -> {
            for (final int[] record : records) {
                memory.putInt(RING + 4, record[1]);
                memory.putInt(RING, record[0]);

                assertThatThrownBy(queue::poll)
                        .as("%d, %d", record[0], record[1])
                        .isInstanceOf(CorruptQueueException.class)
                        .hasMessageContainingAll(NAME, Integer.toString(record[0]));
                assertThatThrownBy(() -> queue.raw().poll((buffer, offset, length) -> {}, 1))
                        .isInstanceOf(CorruptQueueException.class);
                assertThatThrownBy(() -> queue.drainTo(new ArrayList<>())).isInstanceOf(CorruptQueueException.class);
                assertThatThrownBy(() -> queue.poll(1, TimeUnit.SECONDS)).isInstanceOf(CorruptQueueException.class);
            }
            memory.putInt(RING, 0);

            queue.put("goes on");
            assertThat(queue.take()).isEqualTo("goes on");
        });
    }

    @Test
    void shouldRefuseWhenARingHoldsNothingButPadding() throws Exception {
        withQueue(domain.get(), (queue, memory) -> {
            for (int offset = 0; offset < CAPACITY; offset += 64) {
                memory.putInt(RING + offset + 4, -1);
                memory.putInt(RING + offset, 64);
            }

            assertThatThrownBy(() -> inTime(queue::poll))
                    .isInstanceOf(CorruptQueueException.class)
                    .hasMessageContaining(NAME);
        });
    }

    /** Where the danger is a loop without an end, which no interruption would end. */
    private static void inTime(final ThrowingSupplier<?> call) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), call);
    }

    @Test
    void shouldRefuseWhenPositionsCantBe() throws Exception {
        for (final long position : new long[] {4, CAPACITY - 4, 1, -3, Long.MAX_VALUE, Long.MAX_VALUE - 7}) {
            withQueue(domain.get(), (queue, memory) -> {
                queue.put("item");
                memory.putLong(HEAD, position);

                assertThatThrownBy(() -> {
                            memory.putInt(RING + CAPACITY - 8, 8);
                            queue.poll();
                        })
                        .as("head %d", position)
                        .isInstanceOf(CorruptQueueException.class)
                        .hasMessageContaining(Long.toString(position));
            });
            withQueue(domain.get(), (queue, memory) -> {
                memory.putLong(TAIL, position);

                assertThatThrownBy(() -> queue.offer("item"))
                        .as("tail %d", position)
                        .isInstanceOf(CorruptQueueException.class)
                        .hasMessageContaining(Long.toString(position));
            });
        }
    }

    /** Mending reads more than using does. */
    @Test
    void shouldRefuseWhenWhatTheDeadLeftCantBe() throws Exception {
        final long[][] words = {
            // head, tail: the way from one to the other has no end, or none that leads over the tail
            {Long.MIN_VALUE, 64}, {-CAPACITY * 1_000_000L, 64}, {0, 4}, {0, 1L << 60}, {CAPACITY * 2L, 64}
        };
        for (final long[] positions : words) {
            withQueue(domain.get(), (queue, memory) -> {
                for (int offset = 0; offset < CAPACITY; offset += 64) {
                    memory.putInt(RING + offset + 4, 1 << 28 | 1);
                    memory.putInt(RING + offset, offset == 0 ? 128 : offset == 64 ? 0 : 64);
                }
                memory.putLong(HEAD, positions[0]);
                memory.putLong(TAIL, positions[1]);
                memory.putLong(PUT + 48, 77); // a payload in hand
                memory.putLong(PUT, OF_THE_DEAD);

                assertThatThrownBy(() -> inTime(() -> queue.offer("item")))
                        .as("%d %d", positions[0], positions[1])
                        .isInstanceOf(CorruptQueueException.class);
            });
        }
        withQueue(domain.get(), (queue, memory) -> {
            memory.putLong(SETTLING, 1_000);
            memory.putLong(TAKE, OF_THE_DEAD);

            assertThatThrownBy(() -> queue.join(1, TimeUnit.SECONDS))
                    .isInstanceOf(CorruptQueueException.class)
                    .hasMessageContaining("1000");
        });
    }

    @Test
    void shouldTellAndGoOnWhenAMessageRefersToNoPayload() throws Exception {
        withQueue(domain.get(), (queue, memory) -> {
            queue.put(new byte[5_000]);
            memory.putLong(RING + 8, 9_999);
            queue.put("next");

            assertThatThrownBy(queue::take).isInstanceOf(io.tandem.codec.CorruptMessageException.class);
            assertThat(queue.take()).isEqualTo("next");
        });
        domain.allowLeftovers(); // the payload that nobody knows of any more
    }

    @Test
    void shouldStayInsideWhenAnythingStandsInTheQueue() throws Exception {
        final long seed = System.nanoTime();

        fuzz(domain.get(), seed);

        domain.allowLeftovers(); // payloads whose references were damaged
        assertThat(domain.directory()).exists();
    }

    @Test
    void shouldStayInsideWhenBoundsAreNotChecked() throws Exception {
        final long seed = System.nanoTime();

        try (ChildJvm child = ChildJvm.start(
                List.of("-Dagrona.disable.bounds.checks=true", "-XX:ErrorFile=/dev/null", "-XX:-CreateCoredumpOnCrash"),
                Unchecked.class,
                domain.directory(),
                seed)) {
            child.await("fuzzed");
            assertThat(child.awaitExit()).as("seed %d", seed).isZero();
        }
        domain.allowLeftovers();
    }

    /** Another JVM that does the same without Agrona's checks. */
    static final class Unchecked {
        public static void main(final String[] arguments) throws Exception {
            final Domain domain = Domain.at(Path.of(arguments[0]));
            assertThat(UnsafeBuffer.SHOULD_BOUNDS_CHECK).isFalse();
            fuzz(domain, Long.parseLong(arguments[1]));
            ProcessRegistry.of(domain).leave();
            System.out.println("fuzzed");
        }
    }

    private static void fuzz(final Domain domain, final long seed) throws Exception {
        final Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            withQueue(domain, (queue, memory) -> {
                for (int i = 0; i < 10; i++) {
                    try {
                        use(queue, random);
                        damage(memory, random);
                        use(queue, random);
                    } catch (final TandemException | IllegalStateException e) {
                        assertThat(e).as("seed %d", seed).hasMessageMatching("(?s).*([Qq]ueue|lock|message).*");
                    } finally {
                        // A live owner that never unlocks isn't corruption; and the next round is to get in.
                        memory.putLong(PUT, 0);
                        memory.putLong(TAKE, 0);
                    }
                }
            });
        }
    }

    private static void damage(final Memory memory, final Random random) throws IOException {
        final int[] offsets = {
            RING + random.nextInt(CAPACITY / 8) * 8, // a record's length, perhaps
            RING + 4 + random.nextInt(CAPACITY / 8) * 8, // its type
            PUT + 16 + random.nextInt(6) * 8, // tail, numbers, what producers saw, the turn
            TAKE + 16 + random.nextInt(7) * 8, // head, numbers, what is in hand, the turn
            CONTROL + 384 + random.nextInt(3) * 128, // events
            CONTROL + 768 + random.nextInt(5) * 8, // sums
            CONTROL + 1024 + random.nextInt(32) * 8, // spare payloads
            USERS + random.nextInt(4) * 64 + random.nextInt(4) * 8
        };
        for (int i = random.nextInt(4); i >= 0; i--) {
            final int offset = offsets[random.nextInt(offsets.length)];
            switch (random.nextInt(5)) {
                case 0 -> memory.putInt(offset, random.nextInt());
                case 1 -> memory.putInt(offset, random.nextInt(2 * CAPACITY) - CAPACITY);
                case 2 -> memory.putLong(offset & ~7, random.nextLong());
                case 3 -> memory.putLong(offset & ~7, random.nextInt(CAPACITY));
                default -> memory.putLong(offset & ~7, random.nextInt(CAPACITY / 8) * 8L);
            }
        }
        if (random.nextInt(3) == 0) {
            memory.putLong(random.nextBoolean() ? PUT : TAKE, OF_THE_DEAD);
        }
    }

    private static void use(final SharedQueue<Object> queue, final Random random) throws InterruptedException {
        for (int i = 0; i < 8; i++) {
            switch (random.nextInt(10)) {
                case 0, 1 -> queue.offer("an item");
                case 2 -> queue.offer(new byte[random.nextInt(500)], 1, TimeUnit.MILLISECONDS);
                case 3 -> queue.offer(new byte[1_000]);
                case 4 -> queue.raw().poll(QueueCorruptionTest::read, 3);
                case 5 -> queue.drainTo(new ArrayList<>(), 5);
                case 6 -> queue.poll(1, TimeUnit.MILLISECONDS);
                case 7 -> queue.join(1, TimeUnit.MILLISECONDS);
                case 8 -> assertThat(queue.stats()).isNotNull();
                default -> queue.poll();
            }
        }
    }

    private static void read(final DirectBuffer buffer, final int offset, final int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += buffer.getByte(offset + i);
        }
        assertThat(sum).isLessThan(Integer.MAX_VALUE);
    }
}
