package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.process.ChildProcess;
import io.tandem.segment.Domain;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever blocks at a queue gets a share of it, beside others that do the same. */
@SuppressWarnings("try") // closed without use
class QueueFairnessTest {
    /** Each gets this many done in time. Threads that only spin get little done. */
    private static final int SHARE = Boolean.getBoolean("tandem.long") ? 100_000 : 2_000;

    private static final int SHARE_SPINNING = 4;
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int BIG = 480;
    private static final int SMALL = 16;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @ParameterizedTest
    @EnumSource(WaitPolicy.class)
    void shouldGiveEachAShareWhenManyBlock(final WaitPolicy policy) throws Exception {
        check(domain.get(), policy);
    }

    @ParameterizedTest
    @EnumSource(WaitPolicy.class)
    void shouldGiveEachAShareWhenThereIsOneProcessor(final WaitPolicy policy) throws Exception {
        final String directory = domain.directory().toString();
        try (var child = ChildProcess.builder()
                .domain(domain.get())
                .affinity(0)
                .start(() -> check(Domain.at(Path.of(directory)), policy))) {
            assertThat(child.join(Duration.ofSeconds(Peer.LIMIT_SECONDS))).isTrue();
            assertThat(child.exitCode()).as("%s", child.failure()).isZero();
        }
    }

    private static void check(final Domain domain, final WaitPolicy policy) throws Exception {
        final int share = policy == WaitPolicy.SPIN ? SHARE_SPINNING : SHARE;
        final long[] producers = run(domain, policy, SMALL, 4, 1, share);
        final long[] consumers = run(domain, policy, SMALL, 1, 4, share);
        final long[] bigAmongSmall = run(domain, policy, BIG, 4, 1, share);

        for (final long[] counts : List.of(producers, consumers, bigAmongSmall)) {
            final long least = Arrays.stream(counts).min().orElseThrow();
            assertThat(least).as("%s", Arrays.toString(counts)).isGreaterThanOrEqualTo(share);
        }
    }

    /**
     * Lets producers put, the first of them items of another length, and consumers take, until each of the many has done its
     * share or the time is up; counts what each did.
     */
    private static long[] run(
            final Domain domain,
            final WaitPolicy policy,
            final int first,
            final int producers,
            final int consumers,
            final int share)
            throws InterruptedException {
        final AtomicLongArray counts = new AtomicLongArray(Math.max(producers, consumers));
        try (SharedQueue<byte[]> queue = SharedQueue.builder(byte[].class)
                .domain(domain)
                .capacityBytes(4096)
                .capacityItems(first == BIG ? Long.MAX_VALUE : 2)
                .waitPolicy(policy)
                .create()) {
            final List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < producers; i++) {
                final int index = i;
                final byte[] item = new byte[i == 0 ? first : SMALL];
                threads.add(new Thread(() -> {
                    try {
                        while (true) {
                            queue.put(item);
                            if (producers > 1) {
                                counts.incrementAndGet(index);
                            }
                        }
                    } catch (final QueueClosedException | InterruptedException e) {
                        assertThat(e).isInstanceOf(QueueClosedException.class);
                    }
                }));
            }
            for (int i = 0; i < consumers; i++) {
                final int index = i;
                threads.add(new Thread(() -> {
                    try {
                        while (true) {
                            queue.take();
                            if (consumers > 1) {
                                counts.incrementAndGet(index);
                            }
                        }
                    } catch (final QueueClosedException | InterruptedException e) {
                        assertThat(e).isInstanceOf(QueueClosedException.class);
                    }
                }));
            }
            threads.forEach(Thread::start);
            try {
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(5))
                        .atMost(LIMIT)
                        .until(() -> IntStream.range(0, counts.length()).allMatch(i -> counts.get(i) >= share));
            } catch (final ConditionTimeoutException e) {
                System.out.println(policy + ": not all had their share in time: " + counts);
            } finally {
                queue.shutdownNow();
            }
            for (final Thread thread : threads) {
                thread.join(Peer.LIMIT_SECONDS * 1_000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
        final long[] result = new long[counts.length()];
        Arrays.setAll(result, counts::get);
        return result;
    }
}
