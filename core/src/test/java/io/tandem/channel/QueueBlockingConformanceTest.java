package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.testing.BlockedCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What every queue does of what a BlockingQueue does, wherever its handles are, however they wait, whatever bounds it. */
@ParameterizedClass
@MethodSource("variants")
class QueueBlockingConformanceTest extends QueueConformance {
    @Test
    void shouldKeepOrderWhenThePeerTakes() throws Exception {
        final CompletableFuture<List<Object>> taken = peer.start(q -> {
            final List<Object> all = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                all.add(i % 2 == 0 ? q.take() : q.poll(Peer.LIMIT_SECONDS, TimeUnit.SECONDS));
            }
            return all;
        });

        for (int i = 0; i < 1_000; i++) {
            if (i % 2 == 0) {
                queue.put(i);
            } else {
                assertThat(queue.offer(i, Peer.LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            }
        }

        assertThat(Peer.result(taken))
                .isEqualTo(IntStream.range(0, 1_000).boxed().toList());
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void shouldWaitForRoomWhenFull() throws Exception {
        final int filled = fill();

        final boolean atOnce = queue.offer(item(filled));
        final long start = System.nanoTime();
        final boolean inTime = queue.offer(item(filled), SHORT_MILLIS, TimeUnit.MILLISECONDS);
        final long waited = System.nanoTime() - start;
        final BlockedCall<Boolean> putting = BlockedCall.start(() -> {
            queue.put(item(filled));
            return true;
        });
        // Two, since the end of the ring may be too short for one.
        final List<Integer> first = peer.call(q -> List.of((int) ((byte[]) q.take())[0], (int) ((byte[]) q.take())[0]));

        assertThat(atOnce).isFalse();
        assertThat(inTime).isFalse();
        assertThat(waited).isBetween(TimeUnit.MILLISECONDS.toNanos(SHORT_MILLIS), TimeUnit.SECONDS.toNanos(10));
        assertThat(putting.result()).isTrue();
        assertThat(first).containsExactly(0, 1);
        assertThat(filled).isEqualTo(bound == QueueBound.ITEMS ? QueueUnderTest.MAX_ITEMS : fitting());
        assertThat(queue.size()).isEqualTo(filled - 1);
        fill();
        assertThatThrownBy(() -> queue.add(item(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is full. Use put(...)");
    }

    /** How many items of the known length a ring takes, some bytes of encoding included. */
    private static int fitting() {
        return QueueUnderTest.CAPACITY / (ONE_ITEM + 16);
    }

    @Test
    void shouldReturnNothingWhenTheTimeIsUp() throws Exception {
        final List<Object> target = new ArrayList<>();
        final long start = System.nanoTime();

        final Object polled = queue.poll(SHORT_MILLIS, TimeUnit.MILLISECONDS);
        final int drained = queue.drainTo(target, 10, SHORT_MILLIS, TimeUnit.MILLISECONDS);

        assertThat(System.nanoTime() - start)
                .isBetween(TimeUnit.MILLISECONDS.toNanos(2 * SHORT_MILLIS), TimeUnit.SECONDS.toNanos(10));
        assertThat(polled).isNull();
        assertThat(drained).isZero();
        assertThat(target).isEmpty();
        assertThat(queue.poll()).isNull();
        assertThat(queue.poll(0, TimeUnit.SECONDS)).isNull();
        assertThat(queue.poll(-1, TimeUnit.DAYS)).isNull();
        assertThat(queue.drainTo(target)).isZero();
        assertThatThrownBy(queue::remove)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("is empty. Use take()");
        assertThatThrownBy(() -> queue.poll(0, null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void shouldWakeWhenAnItemComes() throws Exception {
        final CompletableFuture<Object> taken = peer.start(SharedQueue::take);
        final boolean put = queue.offer("for the peer");
        final Object theirs = Peer.result(taken);

        final BlockedCall<Object> taking = BlockedCall.start(queue::take);
        final boolean back = peer.call(q -> q.offer("from the peer"));

        assertThat(put).isTrue();
        assertThat(theirs).isEqualTo("for the peer");
        assertThat(back).isTrue();
        assertThat(taking.result()).isEqualTo("from the peer");
    }

    @Test
    void shouldThrowWhenInterruptedInAnyBlockingCall() throws Exception {
        final List<Object> target = new ArrayList<>();
        final Map<String, Callable<Object>> putting = new LinkedHashMap<>();
        putting.put("put", () -> {
            queue.put(item(99));
            return true;
        });
        putting.put("offer", () -> queue.offer(item(99), Peer.LIMIT_SECONDS, TimeUnit.SECONDS));
        putting.put("putAll", () -> {
            queue.putAll(List.of(item(99)));
            return true;
        });
        putting.put("offerAll", () -> queue.offerAll(List.of(item(99)), Peer.LIMIT_SECONDS, TimeUnit.SECONDS));
        putting.put("join", () -> {
            queue.join();
            return true;
        });
        final Map<String, Callable<Object>> taking = new LinkedHashMap<>();
        taking.put("take", queue::take);
        taking.put("poll", () -> queue.poll(Peer.LIMIT_SECONDS, TimeUnit.SECONDS));
        taking.put("drainTo", () -> queue.drainTo(target, 3, Peer.LIMIT_SECONDS, TimeUnit.SECONDS));
        taking.put("forEachUntilClosed", () -> {
            queue.forEachUntilClosed(target::add);
            return true;
        });

        assertInterrupted(taking, 0);
        final int filled = fill();
        assertInterrupted(putting, filled);
        // What could go on at once is interrupted all the same, and does nothing.
        taking.forEach((name, call) -> assertInterruptedBefore(name, call));
        putting.remove("join");
        putting.forEach((name, call) -> assertInterruptedBefore(name, call));

        assertThat(target).isEmpty();
        assertThat(peer.<Integer>call(SharedQueue::size)).isEqualTo(filled);
    }

    private void assertInterrupted(final Map<String, Callable<Object>> calls, final int size) throws Exception {
        for (final Map.Entry<String, Callable<Object>> call : calls.entrySet()) {
            final BlockedCall<Object> blocked = BlockedCall.start(call.getValue());

            blocked.interrupt();

            assertThat(blocked.failure()).as(call.getKey()).isInstanceOf(InterruptedException.class);
            assertThat(queue.size()).as(call.getKey()).isEqualTo(size);
        }
    }

    private static void assertInterruptedBefore(final String name, final Callable<Object> call) {
        Thread.currentThread().interrupt();

        assertThatThrownBy(call::call).as(name).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).as(name).isFalse();
    }

    @Test
    void shouldRefuseNullWhereverItIsGiven() {
        final List<ThrowingCallable> calls = List.of(
                () -> queue.put(null),
                () -> queue.offer(null),
                () -> queue.offer(null, 1, TimeUnit.SECONDS),
                () -> queue.add(null),
                () -> queue.putAll(null),
                () -> queue.putAll(Collections.singletonList(null)),
                () -> queue.offerAll(Collections.singletonList(null), 1, TimeUnit.SECONDS),
                () -> queue.drainTo(null),
                () -> queue.drainTo(null, 1),
                () -> queue.drainTo(null, 1, 1, TimeUnit.SECONDS),
                () -> queue.forEachUntilClosed(null));

        for (final ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOf(NullPointerException.class)
                    .message()
                    .matches(
                            "the (items|collection|action)|An item can't be null, .* Put a value that stands for it, .*");
        }
        assertThat(queue.size()).isZero();
    }

    @Test
    void shouldSayWhatToUseWhenItemsCantBeLookedAt() {
        queue.add("item");
        final Map<String, List<ThrowingCallable>> calls = Map.of(
                "Use poll()",
                List.of(queue::peek, queue::element, () -> queue.remove("item")),
                "Use drainTo(...)",
                List.of(
                        queue::iterator,
                        queue::spliterator,
                        queue::stream,
                        queue::parallelStream,
                        () -> queue.forEach(item -> {}),
                        () -> queue.removeIf(item -> true),
                        () -> queue.removeAll(List.of("item")),
                        () -> queue.retainAll(List.of("item")),
                        queue::toArray,
                        () -> queue.toArray(new Object[1]),
                        () -> queue.toArray(Object[]::new)),
                "Keep a set",
                List.of(() -> queue.contains("item"), () -> queue.containsAll(List.of("item"))));

        calls.forEach((advice, refused) -> refused.forEach(call -> assertThatThrownBy(call)
                .as(advice)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining(advice)));
        assertThat(queue.remove()).isEqualTo("item");
    }

    @Test
    void shouldCountTheSameInEveryProcess() throws Exception {
        final boolean byItems = bound == QueueBound.ITEMS;
        queue.addAll(List.of("a", "b", "c"));

        final List<Integer> theirs = peer.call(q -> List.of(q.size(), q.remainingCapacity()));
        final Object first = peer.call(SharedQueue::poll);
        final int after = queue.size();
        final int room = queue.remainingCapacity();
        peer.call(q -> {
            q.clear();
            return true;
        });

        assertThat(theirs).containsExactly(3, byItems ? QueueUnderTest.MAX_ITEMS - 3 : Integer.MAX_VALUE);
        assertThat(first).isEqualTo("a");
        assertThat(after).isEqualTo(2);
        assertThat(room).isEqualTo(byItems ? QueueUnderTest.MAX_ITEMS - 2 : Integer.MAX_VALUE);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.poll()).isNull();
    }

    @Test
    void shouldMakeRoomWhenCleared() throws Exception {
        final int filled = fill();
        final byte[] late = item(filled);
        final BlockedCall<Boolean> putting = BlockedCall.start(() -> queue.offer(late, 60, TimeUnit.SECONDS));

        peer.call(q -> {
            q.clear();
            return true;
        });

        assertThat(putting.result()).isTrue();
        assertThat(filled).isGreaterThan(1);
        assertThat(queue.take()).isEqualTo(late);
    }

    @Test
    void shouldDrainAsManyAsAskedFor() throws Exception {
        final List<Object> target = new ArrayList<>();
        queue.addAll(List.of(1, 2, 3, 4, 5));

        final int none = queue.drainTo(target, 0) + queue.drainTo(target, -1);
        final int two = queue.drainTo(target, 2);
        final List<Object> theirs = peer.call(q -> {
            final List<Object> some = new ArrayList<>();
            q.drainTo(some, 1, 1, TimeUnit.SECONDS);
            return some;
        });
        final int rest = queue.drainTo(target);

        assertThat(none).isZero();
        assertThat(two).isEqualTo(2);
        assertThat(theirs).containsExactly(3);
        assertThat(rest).isEqualTo(2);
        assertThat(target).containsExactly(1, 2, 4, 5);
        assertThatThrownBy(() -> queue.drainTo(queue)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue.putAll(queue))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("into itself");
    }

    @Test
    void shouldPutAllInOrderWhenOthersTake() throws Exception {
        final List<Object> items =
                new ArrayList<>(IntStream.range(0, 500).boxed().toList());
        items.add(250, new byte[50_000]);
        final CompletableFuture<List<Object>> taken = peer.start(q -> {
            final List<Object> all = new ArrayList<>();
            while (all.size() < 502) {
                q.drainTo(all, 7, 1, TimeUnit.SECONDS);
            }
            return all;
        });

        queue.putAll(items);
        final int offered = queue.offerAll(List.of("end"), 60, TimeUnit.SECONDS);

        items.add("end");
        assertThat(offered).isEqualTo(1);
        assertThat(Arrays.deepEquals(Peer.result(taken).toArray(), items.toArray()))
                .isTrue();
        assertThat(queue.offerAll(List.of(), 1, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void shouldPutTheFirstOnesWhenThereIsNoRoomForAll() throws Exception {
        final List<byte[]> items =
                IntStream.range(0, 20).mapToObj(QueueConformance::item).toList();

        final int atOnce = queue.offerAll(items, 0, TimeUnit.SECONDS);
        final int inTime = queue.offerAll(items, SHORT_MILLIS, TimeUnit.MILLISECONDS);
        final List<Integer> taken = peer.call(q -> {
            final List<Object> all = new ArrayList<>();
            q.drainTo(all);
            return all.stream().map(item -> (int) ((byte[]) item)[0]).toList();
        });

        assertThat(atOnce).isEqualTo(bound == QueueBound.ITEMS ? QueueUnderTest.MAX_ITEMS : fitting());
        assertThat(inTime).isZero();
        assertThat(taken).isEqualTo(IntStream.range(0, atOnce).boxed().toList());
    }

    @Test
    void shouldPutThoseBeforeItWhenOneCantBeEncoded() throws Exception {
        final Object unencodable = new Object();

        assertThatThrownBy(() -> queue.putAll(List.of("a", "b", unencodable, "c")))
                .hasMessageContaining("java.lang.Object");
        assertThatThrownBy(() -> queue.offerAll(Arrays.asList("d", null), 1, TimeUnit.SECONDS))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> queue.put(unencodable)).hasMessageContaining("java.lang.Object");
        final List<Object> taken = peer.call(q -> {
            final List<Object> all = new ArrayList<>();
            q.drainTo(all);
            return all;
        });

        assertThat(taken).containsExactly("a", "b", "d");
    }
}
