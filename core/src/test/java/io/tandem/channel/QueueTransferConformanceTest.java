package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.codec.CorruptMessageException;
import io.tandem.function.RemoteFunction;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What travels through every queue: values, items of any size, handles. */
@ParameterizedClass
@MethodSource("variants")
@SuppressWarnings("try") // closed without use
class QueueTransferConformanceTest extends QueueConformance {
    record Order(int id, String customer, List<Integer> quantities) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** Can be put, and can't be taken. */
    static final class Undecodable implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(final ObjectInputStream in) throws InvalidObjectException {
            throw new InvalidObjectException("as meant");
        }
    }

    /** Sends back all it gets, up to an end mark. */
    private static RemoteFunction<SharedQueue<Object>, Integer> echoTo(final SharedQueue<Object> back) {
        return q -> {
            int count = 0;
            try (back) {
                for (Object item = q.take(); !"end".equals(item); item = q.take()) {
                    back.put(item);
                    count++;
                }
            }
            return count;
        };
    }

    @Test
    void shouldCarryEveryTypeAndEverySizeThereAndBack() throws Exception {
        final int border = QueueUnderTest.CAPACITY / 8;
        final List<Object> values = new ArrayList<>(Arrays.asList(
                "",
                "Faisal",
                "naïve ☃",
                1,
                -1L,
                (byte) 2,
                (short) 3,
                'c',
                1.5f,
                -2.5,
                true,
                new byte[0],
                new int[] {3},
                new long[] {4, 5},
                new double[] {6.5},
                new Order(7, "Ada", List.of(1, 2)),
                Duration.ofSeconds(8),
                Thread.State.RUNNABLE,
                List.of(),
                new Object[] {"nested", 9},
                new Order(
                        10,
                        "a graph beside the ring",
                        IntStream.range(0, 5_000).boxed().toList()),
                Map.of("key", new ArrayList<>(List.of("x".repeat(10_000), new Order(11, "Bo", List.of()))))));
        for (int length = border - 16; length <= border + 2; length++) {
            values.add(new byte[length]);
        }
        values.add(new byte[QueueUnderTest.CAPACITY]);
        values.add(new byte[300_000]);
        try (SharedQueue<Object> back = SharedQueue.builder(Object.class)
                .domain(domain.get())
                .capacityBytes(4096)
                .create()) {
            // A lambda carries a handle of its own into another JVM; within this one it would close ours.
            final CompletableFuture<Integer> echo = variant.place == Variant.Place.TWO_JVMS
                    ? peer.start(echoTo(back))
                    : CompletableFuture.supplyAsync(() -> echoHere(back));

            final List<Object> received = new ArrayList<>();
            for (final Object value : values) {
                queue.put(value);
                received.add(back.poll(Peer.LIMIT_SECONDS, TimeUnit.SECONDS));
            }
            queue.put("end");

            assertThat(Peer.result(echo)).isEqualTo(values.size());
            for (int i = 0; i < values.size(); i++) {
                assertThat(received.get(i)).as("value %d", i).isEqualTo(values.get(i));
            }
        }
    }

    private Integer echoHere(final SharedQueue<Object> back) {
        try {
            return peer.call(q -> {
                int count = 0;
                for (Object item = q.take(); !"end".equals(item); item = q.take()) {
                    back.put(item);
                    count++;
                }
                return count;
            });
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldTellAndGoOnWhenAnItemCantBeDecoded() throws Exception {
        queue.addAll(List.of("a", new Undecodable(), "b", new Undecodable(), "c"));

        final Object first = peer.call(SharedQueue::take);
        assertThatThrownBy(() -> peer.call(SharedQueue::take))
                .isInstanceOf(CorruptMessageException.class)
                .hasMessageContainingAll("queue \"queue\"", "consumed");
        final List<Object> rest = new ArrayList<>();
        assertThatThrownBy(() -> queue.drainTo(rest)).isInstanceOf(CorruptMessageException.class);

        assertThat(first).isEqualTo("a");
        assertThat(rest).containsExactly("b", "c");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void shouldCarryHandlesAndHoldWhatTheyReferTo() throws Exception {
        final SharedQueue<Object> inner = SharedQueue.builder(Object.class)
                .domain(domain.get())
                .capacityBytes(4096)
                .create();
        final var pipe = SharedPipe.builder(Object.class, Object.class)
                .domain(domain.get())
                .create();
        final var first = pipe.first();
        inner.put("inside");

        queue.putAll(List.of("before", inner, "between", new Object[] {pipe.second(), "and"}, "after"));
        inner.close(); // what is on its way holds it
        final List<Object> taken = peer.call(q -> {
            final List<Object> all = new ArrayList<>();
            all.add(q.take());
            try (var arrived = (SharedQueue<?>) q.take()) {
                all.add(arrived.take());
            }
            all.add(q.take());
            final Object[] items = (Object[]) q.take();
            try (@SuppressWarnings("unchecked")
                    var end = (Connection<Object, Object>) items[0]) {
                end.send("over the pipe");
            }
            all.add(q.take());
            return all;
        });

        assertThat(taken).containsExactly("before", "inside", "between", "after");
        assertThat(first.receive()).isEqualTo("over the pipe");
        first.close();
        pipe.close();
    }

    @Test
    void shouldLetGoOfHandlesThatNobodyTakes() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (var inner = SharedQueue.builder(Object.class)
                    .domain(domain.get())
                    .capacityBytes(4096)
                    .create()) {
                queue.put(inner);
                queue.put(new byte[2_000]);
            }
            if (i == 0) {
                queue.clear();
            } else if (i == 1) {
                peer.call(SharedQueue::shutdownNow);
                break;
            }
        }

        assertThat(queue.size()).isZero();
        // That nothing is left in the domain is seen at the end of each test.
    }

    @Test
    void shouldKeepAHandleWhenItsPutFails() throws Exception {
        fill();
        while (queue.offer("")) {
            assertThat(queue.isShutdown()).isFalse();
        }
        try (var inner = SharedQueue.builder(Object.class)
                .domain(domain.get())
                .capacityBytes(4096)
                .create()) {
            final Object carrier = new Object[] {inner, new byte[600]};

            final boolean put = queue.offer(carrier);
            final int some = queue.offerAll(List.of(carrier), 1, TimeUnit.MILLISECONDS);
            queue.shutdown();

            assertThat(put).isFalse();
            assertThat(some).isZero();
            assertThatThrownBy(() -> queue.put(carrier)).isInstanceOf(QueueClosedException.class);
            inner.put("still usable");
            assertThat(inner.stats().processes()).isEqualTo(1);
        }
    }

    @Test
    void shouldTravelInALambdaAndCountAsAHolder() throws Exception {
        try (SharedQueue<Object> travelling = SharedQueue.builder(Object.class)
                .domain(domain.get())
                .capacityBytes(4096)
                .create()) {
            final boolean apart = variant.place == Variant.Place.TWO_JVMS;

            final int processes = peer.call(q -> {
                travelling.put("from there");
                final int seen = travelling.stats().processes();
                if (apart) {
                    travelling.close();
                }
                return seen;
            });

            assertThat(processes).isEqualTo(apart ? 2 : 1);
            assertThat(travelling.take()).isEqualTo("from there");
            assertThat(travelling.stats().processes()).isEqualTo(1);
        }
    }
}
