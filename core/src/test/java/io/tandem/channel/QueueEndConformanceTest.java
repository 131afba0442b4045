package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.testing.BlockedCall;
import io.tandem.wait.WaitSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** How every queue ends, how its items are worked off, and what it tells of itself. */
@ParameterizedClass
@MethodSource("variants")
@SuppressWarnings("try") // closed without use
class QueueEndConformanceTest extends QueueConformance {
    @Test
    void shouldRefuseToPutAndDrainWhenShutDown() throws Exception {
        queue.addAll(List.of("a", "b", "c"));
        final boolean before = peer.call(SharedQueue::isShutdown);

        queue.shutdown();
        queue.shutdown();

        final List<ThrowingCallable> putting = List.of(
                () -> queue.put("d"),
                () -> queue.offer("d"),
                () -> queue.add("d"),
                () -> queue.offer("d", 1, TimeUnit.SECONDS),
                () -> queue.putAll(List.of("d")),
                () -> queue.offerAll(List.of("d"), 1, TimeUnit.SECONDS));
        for (final ThrowingCallable call : putting) {
            assertThatThrownBy(call)
                    .isInstanceOf(QueueClosedException.class)
                    .hasMessageContainingAll("queue \"queue\"", "shut down");
        }
        assertThat(before).isFalse();
        assertThat(peer.<Boolean>call(SharedQueue::isShutdown)).isTrue();
        assertThat(peer.<Object>call(SharedQueue::take)).isEqualTo("a");
        assertThat(queue.poll()).isEqualTo("b");
        assertThat(queue.poll(1, TimeUnit.SECONDS)).isEqualTo("c");
        final List<ThrowingCallable> taking = List.of(
                queue::take,
                queue::poll,
                queue::remove,
                () -> queue.poll(1, TimeUnit.SECONDS),
                () -> queue.drainTo(new ArrayList<>(), 1, 1, TimeUnit.SECONDS));
        for (final ThrowingCallable call : taking) {
            assertThatThrownBy(call).isInstanceOf(QueueClosedException.class);
        }
        assertThatThrownBy(() -> peer.call(SharedQueue::take)).isInstanceOf(QueueClosedException.class);
        assertThat(queue.drainTo(new ArrayList<>())).isZero();
        assertThat(queue.raw().poll((buffer, offset, length) -> {}, 1)).isEqualTo(RawQueue.SHUT_DOWN);
        queue.forEachUntilClosed(item -> {
            throw new AssertionError("There is " + item + ".");
        });
    }

    @Test
    void shouldDropWhatIsLeftWhenShutDownNow() throws Exception {
        queue.addAll(List.of("a", "b", new byte[10_000]));

        final long dropped = peer.call(SharedQueue::shutdownNow);

        assertThat(dropped).isEqualTo(3);
        assertThat(queue.isShutdown()).isTrue();
        assertThat(queue.size()).isZero();
        assertThat(queue.shutdownNow()).isZero();
        assertThat(queue.join(10, TimeUnit.SECONDS))
                .as("what was dropped is done")
                .isTrue();
        assertThatThrownBy(queue::take).isInstanceOf(QueueClosedException.class).hasMessageContaining("dropped");
        assertThatThrownBy(() -> queue.put("c")).isInstanceOf(QueueClosedException.class);
    }

    @Test
    void shouldWakeAllConsumersWhenShutDown() throws Exception {
        final List<BlockedCall<?>> blocked = new ArrayList<>();
        final List<Callable<Object>> calls = List.of(
                queue::take,
                () -> queue.poll(Peer.LIMIT_SECONDS, TimeUnit.SECONDS),
                () -> queue.drainTo(new ArrayList<>(), 1, Peer.LIMIT_SECONDS, TimeUnit.SECONDS));
        for (final Callable<Object> call : calls) {
            blocked.add(BlockedCall.start(call));
        }
        final BlockedCall<Boolean> loop = BlockedCall.start(() -> {
            queue.forEachUntilClosed(item -> {});
            return true;
        });
        final CompletableFuture<Object> theirs = peer.start(SharedQueue::take);
        awaitConsumers(5);

        queue.shutdown();

        for (final BlockedCall<?> call : blocked) {
            assertThat(call.failure()).isInstanceOf(QueueClosedException.class);
        }
        assertThat(loop.result()).isTrue();
        assertThatThrownBy(() -> Peer.result(theirs)).isInstanceOf(QueueClosedException.class);
        assertThat(queue.stats().waitingConsumers()).isZero();
    }

    @Test
    void shouldWakeAllProducersWhenShutDownNow() throws Exception {
        final int filled = fill();
        final List<BlockedCall<?>> blocked = new ArrayList<>();
        final List<Callable<Object>> calls = List.of(
                () -> {
                    queue.put(item(99));
                    return true;
                },
                () -> queue.offer(item(99), Peer.LIMIT_SECONDS, TimeUnit.SECONDS),
                () -> {
                    queue.putAll(List.of(item(99)));
                    return true;
                });
        for (final Callable<Object> call : calls) {
            blocked.add(BlockedCall.start(call));
        }
        final CompletableFuture<Boolean> theirs = peer.start(q -> {
            q.put(item(99));
            return true;
        });
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> queue.stats().waitingProducers() == 4);

        final long dropped = queue.shutdownNow();

        for (final BlockedCall<?> call : blocked) {
            assertThat(call.failure()).isInstanceOf(QueueClosedException.class);
        }
        assertThatThrownBy(() -> Peer.result(theirs)).isInstanceOf(QueueClosedException.class);
        assertThat(dropped).isEqualTo(filled);
        assertThat(queue.stats().waitingProducers()).isZero();
    }

    private void awaitConsumers(final int count) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(
                        () -> assertThat(queue.stats().waitingConsumers()).isEqualTo(count));
    }

    @Test
    void shouldHandEachItemToTheActionUntilShutDown() throws Exception {
        final CompletableFuture<List<Object>> taken = peer.start(q -> {
            final List<Object> all = new ArrayList<>();
            q.forEachUntilClosed(all::add);
            return all;
        });

        queue.put("a");
        queue.put("b");
        queue.shutdown();

        assertThat(Peer.result(taken)).containsExactly("a", "b");
    }

    @Test
    void shouldGoOnWhenAnActionThrows() throws Exception {
        queue.addAll(List.of("a", "b"));

        assertThatThrownBy(() -> peer.call(q -> {
                    q.forEachUntilClosed(item -> {
                        throw new ArithmeticException("at " + item);
                    });
                    return true;
                }))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("at a");

        assertThat(queue.take()).isEqualTo("b");
    }

    @Test
    void shouldJoinWhenThePeerHasDoneAll() throws Exception {
        queue.addAll(List.of(1, 2, 3));
        final boolean early = queue.join(1, TimeUnit.MILLISECONDS);
        final BlockedCall<Boolean> joining = BlockedCall.start(() -> {
            queue.join();
            return true;
        });

        final List<Object> taken = peer.call(q -> {
            final List<Object> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                all.add(q.take());
                q.taskDone();
            }
            return all;
        });

        assertThat(early).isFalse();
        assertThat(joining.result()).isTrue();
        assertThat(taken).containsExactly(1, 2, 3);
        assertThat(queue.join(0, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> peer.call(q -> {
                    q.taskDone();
                    return true;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("taskDone()");
    }

    @Test
    void shouldTellFiguresOfAllProcesses() throws Exception {
        queue.addAll(List.of("a", "b", "c"));
        final Object taken = peer.call(SharedQueue::poll);
        final List<Long> stats = peer.call(q -> {
            final QueueStats there = q.stats();
            return List.of(
                    there.depth(),
                    there.put(),
                    there.taken(),
                    (long) there.waitingConsumers(),
                    (long) there.waitingProducers(),
                    (long) there.processes());
        });
        final long bytes = queue.stats().bytes();
        queue.clear();

        final CompletableFuture<Integer> theirs = peer.start(QueueEndConformanceTest::countUntilClosed);
        final BlockedCall<Integer> own = BlockedCall.start(() -> countUntilClosed(queue));
        awaitConsumers(2);
        queue.put("d");
        queue.put("e");
        queue.shutdown();

        assertThat(taken).isEqualTo("a");
        final long processes = variant.place == Variant.Place.SAME_PROCESS ? 1 : 2;
        assertThat(stats).containsExactly(2L, 3L, 1L, 0L, 0L, processes);
        assertThat(bytes).isBetween(2 * 9L, 2 * 64L);
        assertThat(own.result() + Peer.result(theirs)).isEqualTo(2);
        assertThat(queue.stats().takeBlocked()).isPositive();
        assertThat(queue.stats().taken()).isEqualTo(5);
    }

    private static int countUntilClosed(final SharedQueue<Object> queue) throws InterruptedException {
        final List<Object> all = new ArrayList<>();
        queue.forEachUntilClosed(all::add);
        return all.size();
    }

    @Test
    void shouldBeReadyInAWaitSetBesideAConnection() throws Exception {
        try (var pipe = SharedPipe.builder(Object.class, Object.class)
                        .domain(domain.get())
                        .create();
                var first = pipe.first();
                var second = pipe.second()) {
            final WaitSet set = WaitSet.of(first, queue);

            final boolean before = set.await(Duration.ofMillis(SHORT_MILLIS)).isEmpty();
            peer.call(q -> q.offer("ready"));
            final Object byItem = set.await();
            final Object item = queue.poll();
            second.send("hello");
            final Object byMessage = set.await();
            final Object message = first.receive();
            peer.call(q -> {
                q.shutdown();
                return true;
            });
            final Object byEnd = set.await();

            assertThat(before).isTrue();
            assertThat(byItem).isEqualTo(List.of(queue));
            assertThat(item).isEqualTo("ready");
            assertThat(byMessage).isEqualTo(List.of(first));
            assertThat(message).isEqualTo("hello");
            assertThat(byEnd).isEqualTo(List.of(queue));
        }
    }

    @Test
    void shouldRefuseWhenThisHandleIsClosedAndLeaveOthersAlone() throws Exception {
        final BlockedCall<Object> taking = BlockedCall.start(queue::take);

        queue.close();
        queue.close();

        assertThat(taking.failure()).isInstanceOf(IllegalStateException.class).hasMessageContaining("was closed");
        final List<ThrowingCallable> calls = List.of(
                () -> queue.put("a"),
                queue::poll,
                queue::size,
                queue::stats,
                queue::isShutdown,
                queue::shutdown,
                queue::clear,
                queue::raw,
                queue::join,
                queue::taskDone,
                () -> queue.drainTo(new ArrayList<>()));
        for (final ThrowingCallable call : calls) {
            assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessageContaining("was closed");
        }
        assertThat(queue.isClosed()).isTrue();
        assertThat(peer.<Object>call(q -> {
                    q.put("goes on");
                    return q.take();
                }))
                .isEqualTo("goes on");
    }
}
