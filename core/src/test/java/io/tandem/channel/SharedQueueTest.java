package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.testing.TestDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one process sees of a queue. */
class SharedQueueTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @Test
    void shouldKeepTheOrderWhenItemsWrapTheRing() throws Exception {
        try (SharedQueue<Object> queue = queue()) {
            final List<Object> seen = new ArrayList<>();

            for (int i = 0; i < 5_000; i++) {
                queue.put(i % 3 == 0 ? "x".repeat(i % 300) : i % 3 == 1 ? (Object) i : (Object) (double) i);
                if (i % 5 == 4) {
                    queue.drainTo(seen, 5);
                }
            }

            assertThat(seen).hasSize(5_000);
            for (int i = 0; i < 5_000; i++) {
                assertThat(seen.get(i))
                        .isEqualTo(i % 3 == 0 ? "x".repeat(i % 300) : i % 3 == 1 ? (Object) i : (Object) (double) i);
            }
            assertThat(queue.size()).isZero();
        }
    }

    @Test
    void shouldPutLargeItemsBesideTheRing() throws Exception {
        try (SharedQueue<Object> queue = queue()) {
            final byte[] large = new byte[1 << 20];
            large[77] = 5;

            queue.put(large);
            queue.put("small");

            assertThat(queue.take()).isEqualTo(large);
            assertThat(queue.take()).isEqualTo("small");
        }
    }

    @Test
    void shouldUseMemoryAgainWhenLargeItemsFollowEachOther() throws Exception {
        try (SharedQueue<Object> queue = queue()) {
            final List<List<String>> files = new ArrayList<>();

            for (int i = 0; i < 3; i++) {
                queue.put(new byte[(1 << 20) - i]);
                queue.take();
                files.add(objects());
            }

            assertThat(files.get(0)).hasSize(2);
            assertThat(files.get(1)).isEqualTo(files.get(0));
            assertThat(files.get(2)).isEqualTo(files.get(0));
        }
        Awaitility.await("the spares go with their queue")
                .untilAsserted(() -> assertThat(objects()).isEmpty());
    }

    private List<String> objects() {
        return List.of(Objects.requireNonNull(
                domain.directory().resolve("objects").toFile().list()));
    }

    @Test
    void shouldPutManyWhenOthersTakeThem() throws Exception {
        try (SharedQueue<Object> queue = queue()) {
            final List<Integer> items = IntStream.range(0, 20_000).boxed().toList();
            final CompletableFuture<List<Object>> taken = CompletableFuture.supplyAsync(() -> {
                final List<Object> seen = new ArrayList<>();
                try {
                    queue.forEachUntilClosed(seen::add);
                } catch (final InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return seen;
            });

            queue.putAll(items);
            queue.shutdown();

            assertThat(taken.get(60, TimeUnit.SECONDS)).isEqualTo(items);
            assertThatThrownBy(() -> queue.put(1)).isInstanceOf(QueueClosedException.class);
        }
    }

    @Test
    void shouldJoinWhenAllIsDone() throws Exception {
        try (SharedQueue<Object> queue = queue()) {
            queue.put(1);
            queue.put(2);
            queue.take();
            queue.take();
            queue.taskDone();

            final boolean early = queue.join(10, TimeUnit.MILLISECONDS);
            queue.taskDone();
            final boolean done = queue.join(10, TimeUnit.SECONDS);

            assertThat(early).isFalse();
            assertThat(done).isTrue();
            assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalStateException.class);
        }
    }

    private SharedQueue<Object> queue() {
        return SharedQueue.builder(Object.class)
                .domain(domain.get())
                .capacityBytes(4096)
                .create();
    }
}
