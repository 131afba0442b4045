package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.function.RemoteFunction;
import io.tandem.segment.Domain;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Queues between several JVMs at once: order, and each item once; names that outlive all who used them; what no heap holds twice. */
@SuppressWarnings("try") // close may be interrupted
class QueueProcessesTest {
    private static final String NAME = "shared";
    private static final int PRODUCERS = 4;
    private static final int ITEMS = Boolean.getBoolean("tandem.long") ? 500_000 : 2_000;
    private static final int LONGEST = 700; // some go beside the ring
    private static final int HUGE = 50 << 20;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private static Peer.Opened<SharedQueue<Object>> open(final Domain domain) {
        return new Peer.Opened<>(SharedQueue.builder(Object.class)
                .domain(domain)
                .name(NAME)
                .adoptExisting()
                .open());
    }

    private SharedQueue<Object> create(final int capacity) {
        return SharedQueue.builder(Object.class)
                .domain(domain.get())
                .name(NAME)
                .capacityBytes(capacity)
                .create();
    }

    @Test
    void shouldDeliverEachOnceInItsProducersOrderWhenManyProcessesPutAndTake() throws Exception {
        final long seed = System.nanoTime();
        // Two producers and a consumer in each child, one more consumer here.
        try (SharedQueue<Object> queue = create(4096);
                ChildJvm firstJvm = RemotePeer.startJvm();
                ChildJvm secondJvm = RemotePeer.startJvm();
                var first = new RemotePeer<>(firstJvm, domain.get(), QueueProcessesTest::open);
                var second = new RemotePeer<>(secondJvm, domain.get(), QueueProcessesTest::open)) {
            final CompletableFuture<long[]> firstTaken = first.start(work(seed, 0));
            final CompletableFuture<long[]> secondTaken = second.start(work(seed, 2));
            final CompletableFuture<long[]> ownTaken = async(() -> take(queue));

            Awaitility.await()
                    .atMost(Duration.ofSeconds(Peer.LIMIT_SECONDS))
                    .until(() -> queue.stats().put() == (long) PRODUCERS * ITEMS);
            queue.join();
            queue.shutdown();

            final long[] sums = Peer.result(ownTaken);
            for (final CompletableFuture<long[]> others : List.of(firstTaken, secondTaken)) {
                final long[] more = Peer.result(others);
                Arrays.setAll(sums, i -> sums[i] + more[i]);
            }
            for (int producer = 0; producer < PRODUCERS; producer++) {
                assertThat(sums[producer])
                        .as("seed %d, producer %d", seed, producer)
                        .isEqualTo(sumOfAll());
            }
        } finally {
            SharedQueue.delete(domain.get(), NAME);
        }
    }

    /** Something that only all numbers, each once, add up to. */
    private static long sumOfAll() {
        return IntStream.range(0, ITEMS).mapToLong(QueueProcessesTest::mixed).sum();
    }

    private static long mixed(final int number) {
        return new SplittableRandom(number).nextLong();
    }

    private static RemoteFunction<SharedQueue<Object>, long[]> work(final long seed, final int firstProducer) {
        return queue -> {
            final CompletableFuture<Integer> one = async(() -> put(queue, seed, firstProducer));
            final CompletableFuture<Integer> two = async(() -> put(queue, seed, firstProducer + 1));
            final long[] taken = take(queue);
            assertThat(Peer.result(one) + Peer.result(two)).isEqualTo(2 * ITEMS);
            return taken;
        };
    }

    private interface Work<T> {
        T run() throws Exception;
    }

    private static <T> CompletableFuture<T> async(final Work<T> work) {
        final CompletableFuture<T> result = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        result.complete(work.run());
                    } catch (final Throwable t) {
                        result.completeExceptionally(t);
                    }
                })
                .start();
        return result;
    }

    private static int put(final SharedQueue<Object> queue, final long seed, final int producer) throws Exception {
        final Random random = new Random(seed + producer);
        for (int i = 0; i < ITEMS; i++) {
            final byte[] bytes = new byte[random.nextInt(random.nextInt(LONGEST) + 1)];
            random.nextBytes(bytes);
            queue.put(new Object[] {producer, i, bytes, crc(bytes)});
        }
        return ITEMS;
    }

    /** Takes until the end; the numbers of each producer rise, and what they add up to is returned. */
    private static long[] take(final SharedQueue<Object> queue) throws Exception {
        final long[] sums = new long[PRODUCERS];
        final int[] next = new int[PRODUCERS];
        queue.forEachUntilClosed(item -> {
            final Object[] parts = (Object[]) item;
            final int producer = (Integer) parts[0];
            final int number = (Integer) parts[1];
            if (crc((byte[]) parts[2]) != (Long) parts[3] || number < next[producer]) {
                throw new AssertionError("Item " + number + " of producer " + producer + " is torn, or comes behind "
                        + next[producer] + ".");
            }
            next[producer] = number + 1;
            sums[producer] += mixed(number);
            queue.taskDone();
        });
        return sums;
    }

    private static long crc(final byte[] bytes) {
        final CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    @Test
    void shouldKeepMessagesWhenAllItsUsersAreKilledAndStartedAgain() throws Exception {
        try (ChildJvm producer = ChildJvm.start(Service.class, domain.directory(), "put")) {
            producer.await("put");
            producer.kill();
        }
        try (ChildJvm consumer = ChildJvm.start(Service.class, domain.directory(), "take")) {
            final String first = consumer.await("took");
            consumer.kill();

            assertThat(first).isEqualTo("took 0 of 100");
        }
        domain.get().sweep();

        try (ChildJvm consumer = ChildJvm.start(Service.class, domain.directory(), "take");
                ChildJvm producer = ChildJvm.start(Service.class, domain.directory(), "put")) {
            final String second = consumer.await("took");
            producer.await("put");

            assertThat(second).isEqualTo("took 1 of 50000");
        } finally {
            domain.get().sweep();
            try (SharedQueue<Object> queue = SharedQueue.builder(Object.class)
                    .domain(domain.get())
                    .name(NAME)
                    .adoptExisting()
                    .open()) {
                assertThat(queue.size()).isEqualTo(4);
            }
            assertThat(SharedQueue.delete(domain.get(), NAME)).isTrue();
        }
    }

    /** A service that puts three items, or takes one, and then goes on until it is killed. */
    static final class Service {
        public static void main(final String[] arguments) throws Exception {
            final SharedQueue<Object> queue = SharedQueue.builder(Object.class)
                    .domain(Domain.at(Path.of(arguments[0])))
                    .name(NAME)
                    .openOrCreate();
            if ("put".equals(arguments[1])) {
                queue.put(new Object[] {0, new byte[100]});
                queue.put(new Object[] {1, new byte[50_000]});
                queue.put(new Object[] {2, new byte[0]});
                System.out.println("put");
            } else {
                final Object[] item = (Object[]) queue.take();
                System.out.println("took " + item[0] + " of " + ((byte[]) item[1]).length);
            }
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    @Test
    void shouldPassFiftyMebibytesToAJvmWhoseHeapHardlyHoldsThem() throws Exception {
        final byte[] huge = new byte[HUGE];
        new Random(1).nextBytes(huge);
        try (SharedQueue<Object> queue = SharedQueue.builder(Object.class)
                        .domain(domain.get())
                        .name(NAME)
                        .create();
                ChildJvm jvm = RemotePeer.startJvm();
                var peer = new RemotePeer<>(jvm, domain.get(), QueueProcessesTest::open)) {
            final CompletableFuture<Long> seen = peer.start(q -> {
                try (RawQueue raw = q.raw();
                        MessageView view = awaitView(q, raw)) {
                    final CRC32 crc = new CRC32();
                    final byte[] chunk = new byte[1 << 16];
                    for (int at = 0; at < HUGE; at += chunk.length) {
                        view.buffer().getBytes(at, chunk);
                        crc.update(chunk);
                    }
                    return crc.getValue();
                }
            });
            try (RawQueue raw = queue.raw()) {
                raw.claim(HUGE).putBytes(0, huge);
                raw.publish();
            }
            assertThat(Peer.result(seen)).isEqualTo(crc(huge));

            queue.put(huge);

            assertThat(queue.take()).isEqualTo(huge);
        } finally {
            SharedQueue.delete(domain.get(), NAME);
        }
    }

    private static MessageView awaitView(final SharedQueue<Object> queue, final RawQueue raw)
            throws InterruptedException {
        WaitSet.of(queue).await();
        return Objects.requireNonNull(raw.poll());
    }
}
