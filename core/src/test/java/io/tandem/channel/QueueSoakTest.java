package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.testing.NumberedMessage;
import io.tandem.testing.TestDomain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everything at once, for a while: several mappings, all ways to put and to take, sizes at random. */
@SuppressWarnings("try") // closed without use
class QueueSoakTest {
    private static final Duration DURATION =
            Boolean.getBoolean("tandem.long") ? Duration.ofMinutes(10) : Duration.ofSeconds(5);
    private static final int PRODUCERS = 3;
    private static final int CONSUMERS = 3;
    private static final int LONGEST = 700;
    private static final long APART = 1L << 40;
    private static final long LIMIT_SECONDS = 60;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private final AtomicLong taken = new AtomicLong();
    private final long seed = System.nanoTime();
    private final Map<Long, AtomicLong> sums = new HashMap<>();

    @Test
    void shouldPassEverythingOnceAndInOrderWhenUsedForLong() throws Exception {
        final List<SharedQueue<byte[]>> handles = new ArrayList<>();
        final List<CompletableFuture<Long>> producers = new ArrayList<>();
        final List<CompletableFuture<Void>> consumers = new ArrayList<>();
        final long end = System.nanoTime() + DURATION.toNanos();
        final Executor threads = action -> new Thread(action, "soak").start();
        for (int i = 0; i < PRODUCERS + CONSUMERS; i++) {
            handles.add(SharedQueue.builder(byte[].class)
                    .domain(domain.otherProcess("soak " + i).domain())
                    .name("soak")
                    .capacityBytes(8192)
                    .capacityItems(40)
                    .openOrCreate());
        }
        for (int i = 0; i < PRODUCERS; i++) {
            final int producer = i;
            sums.put((long) producer, new AtomicLong());
            producers.add(CompletableFuture.supplyAsync(() -> produce(handles.get(producer), producer, end), threads));
        }
        for (int i = 0; i < CONSUMERS; i++) {
            final int consumer = i;
            consumers.add(
                    CompletableFuture.runAsync(() -> consume(handles.get(PRODUCERS + consumer), consumer), threads));
        }

        long put = 0;
        for (int i = 0; i < PRODUCERS; i++) {
            final long count = producers.get(i).get(DURATION.toSeconds() + LIMIT_SECONDS, TimeUnit.SECONDS);
            put += count;
        }
        final boolean joined = handles.get(0).join(LIMIT_SECONDS, TimeUnit.SECONDS);
        handles.get(0).shutdown();
        for (final CompletableFuture<Void> consumer : consumers) {
            consumer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        final QueueStats stats = handles.get(0).stats();
        handles.forEach(SharedQueue::close);
        SharedQueue.delete(domain.get(), "soak");

        assertThat(joined).as("seed %d", seed).isTrue();
        assertThat(taken).as("seed %d", seed).hasValue(put);
        assertThat(stats.put()).isEqualTo(put);
        assertThat(stats.taken()).isEqualTo(put);
        assertThat(stats.depth()).isZero();
        for (int i = 0; i < PRODUCERS; i++) {
            final long count = producers.get(i).join();
            assertThat(sums.get((long) i))
                    .as("sum of producer %d, seed %d", i, seed)
                    .hasValue(count * (count - 1) / 2);
        }
        assertThat(put).isGreaterThan(1_000);
    }

    private long produce(final SharedQueue<byte[]> queue, final long producer, final long end) {
        final Random random = new Random(seed + producer);
        long next = 0;
        try {
            while (System.nanoTime() < end) {
                final long first = producer * APART + next;
                switch (random.nextInt(4)) {
                    case 0 -> {
                        queue.put(NumberedMessage.of(first, LONGEST));
                        next++;
                    }
                    case 1 -> next += queue.offer(NumberedMessage.of(first, LONGEST)) ? 1 : 0;
                    case 2 -> {
                        final List<byte[]> batch = new ArrayList<>();
                        final int count = 1 + random.nextInt(60);
                        for (int i = 0; i < count; i++) {
                            batch.add(NumberedMessage.of(first + i, LONGEST));
                        }
                        next += queue.offerAll(batch, random.nextInt(3), TimeUnit.MILLISECONDS);
                    }
                    default -> next += publish(queue, first, 1 + random.nextInt(5));
                }
            }
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return next;
    }

    private static long publish(final SharedQueue<byte[]> queue, final long first, final int count) {
        try (RawQueue raw = queue.raw()) {
            for (int i = 0; i < count; i++) {
                final byte[] bytes = NumberedMessage.of(first + i, 100);
                raw.claim(bytes.length).putBytes(0, bytes);
            }
            return Math.max(0, raw.publish());
        }
    }

    private void consume(final SharedQueue<byte[]> queue, final int consumer) {
        final Random random = new Random(seed - consumer - 1);
        final Map<Long, Long> last = new HashMap<>();
        try {
            while (true) {
                final List<byte[]> items = new ArrayList<>();
                switch (random.nextInt(4)) {
                    case 0 -> items.add(queue.take());
                    case 1 -> items.add(queue.poll());
                    case 2 -> queue.drainTo(items, 1 + random.nextInt(20));
                    default -> items.add(queue.poll(random.nextInt(3), TimeUnit.MILLISECONDS));
                }
                for (final byte[] item : items) {
                    if (item != null) {
                        check(item, last);
                        queue.taskDone();
                    }
                }
            }
        } catch (final QueueClosedException e) {
            assertThat(queue.isShutdown()).isTrue();
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void check(final byte[] item, final Map<Long, Long> last) {
        final long number = number(item);
        final Long before = last.put(number / APART, number);
        assertThat(before == null || before < number)
                .as("%d behind %s, seed %d", number, before, seed)
                .isTrue();
        sums.get(number / APART).addAndGet(number % APART);
        taken.incrementAndGet();
    }

    /** One from the raw layer has up to 100 bytes and 8. */
    private static long number(final byte[] item) {
        try {
            return NumberedMessage.number(item, LONGEST);
        } catch (final AssertionError e) {
            return NumberedMessage.number(item, 100);
        }
    }
}
