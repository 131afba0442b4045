package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What every pipe does with primitives, wherever its ends are and however they wait. */
@ParameterizedClass
@EnumSource(Variant.class)
@SuppressWarnings("try")
class PrimitiveConformanceTest extends PipeConformance {

    @Test
    void shouldBeTheMessagesOfTheirBoxesWhenSent() throws Exception {
        final CompletableFuture<List<Object>> received = peer.start(c -> {
            final List<Object> boxes = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                boxes.add(c.receive());
            }
            return boxes;
        });

        connection.longs().send(Long.MIN_VALUE);
        connection.longs().send(-1L);
        connection.longs().send(1L << 40, SHORT);
        connection.ints().send(Integer.MIN_VALUE);
        connection.ints().send(-1);
        final boolean sent = connection.ints().trySend(Integer.MAX_VALUE);
        connection.doubles().send(-0.0);
        connection.doubles().send(Double.MIN_VALUE);
        connection.doubles().send(Double.NaN);

        assertThat(sent).isTrue();
        assertThat(Peer.result(received))
                .containsExactly(
                        Long.MIN_VALUE,
                        -1L,
                        1L << 40,
                        Integer.MIN_VALUE,
                        -1,
                        Integer.MAX_VALUE,
                        -0.0,
                        Double.MIN_VALUE,
                        Double.NaN);
    }

    @Test
    void shouldTakeTheMessagesOfTheirBoxesWhenReceived() throws Exception {
        final long rareNan = 0x7ff8_0000_0000_1234L;
        final CompletableFuture<Boolean> sent = peer.start(c -> {
            c.send(Long.MIN_VALUE);
            c.send(-1L);
            c.send(7L);
            c.send(Integer.MIN_VALUE);
            c.send(-1);
            c.send(8);
            c.send(-0.0);
            c.send(Double.longBitsToDouble(rareNan));
            c.send(2.5);
            return true;
        });
        final List<Object> seen = new ArrayList<>();

        seen.add(connection.longs().receive());
        connection.longs().receive(seen::add);
        seen.add(connection.longs().receive(seen::add, Duration.ofSeconds(Peer.LIMIT_SECONDS)));
        seen.add(connection.ints().receive());
        connection.ints().receive(seen::add);
        seen.add(connection.ints().receive(seen::add, Duration.ofSeconds(Peer.LIMIT_SECONDS)));
        seen.add(connection.doubles().receive());
        final long bits = Double.doubleToRawLongBits(connection.doubles().receive());
        connection.poll(Duration.ofSeconds(Peer.LIMIT_SECONDS));
        seen.add(connection.doubles().tryReceive(seen::add));

        assertThat(Peer.result(sent)).isTrue();
        assertThat(bits).isEqualTo(rareNan);
        assertThat(seen)
                .containsExactly(Long.MIN_VALUE, -1L, 7L, true, Integer.MIN_VALUE, -1, 8, true, -0.0, 2.5, true);
    }

    @Test
    void shouldKeepOrderWhenTheRingIsFullNowAndThen() throws Exception {
        final long count = 3_000;
        final CompletableFuture<Long> sum = peer.start(c -> {
            final long[] state = new long[2];
            while (state[0] < 3_000) {
                c.longs().receive(value -> state[1] += value == state[0]++ ? 1 : 0);
            }
            return state[1];
        });

        for (long i = 0; i < count; i++) {
            connection.longs().send(i);
        }

        assertThat(Peer.result(sum)).isEqualTo(count);
    }

    @Test
    void shouldWaitForRoomWhenTheRingIsFull() throws Exception {
        final PrimitiveConnection.OfInt ints = connection.ints();
        int sent = 0;
        while (ints.trySend(sent)) {
            sent++;
        }

        final boolean inTime = ints.send(-1, SHORT);
        final int before = sent;
        final CompletableFuture<Integer> received = peer.start(c -> {
            int count = 0;
            while (c.ints().receive() != -2) {
                count++;
            }
            return count;
        });
        ints.send(-2);

        assertThat(inTime).isFalse();
        assertThat(Peer.result(received)).isEqualTo(before);
    }

    @Test
    void shouldLeaveTheMessageWhenItIsOfAnotherKind() throws Exception {
        peer.call(c -> {
            c.send("a string");
            c.send(1);
            c.send(2L);
            c.send(3.5);
            c.send(new long[] {4});
            c.raw().offer(new UnsafeBuffer(new byte[9]), 0, 9);
            c.longs().send(6);
            return true;
        });
        final PrimitiveConnection.OfLong longs = connection.longs();

        assertOther("a String", longs::receive);
        assertOther("a String", () -> longs.tryReceive(value -> {}));
        assertOther("a String", () -> longs.receive(value -> {}, SHORT));
        assertOther("a String", () -> longs.forEachUntilClosed(value -> {}));
        assertOther("a String", () -> connection.doubles().receive());
        assertThat(connection.receive()).isEqualTo("a string");
        assertOther("an Integer", longs::receive);
        assertThat(connection.ints().receive()).isEqualTo(1);
        assertOther("a Long", () -> connection.doubles().receive());
        assertOther("a Long", () -> connection.ints().receive());
        assertThat(longs.receive()).isEqualTo(2);
        assertOther("a Double", longs::receive);
        assertThat(connection.doubles().receive()).isEqualTo(3.5);
        assertOther("a long[]", longs::receive);
        assertThat((long[]) connection.receive()).containsExactly(4);
        assertOther("9 bytes of the raw layer", longs::receive);
        assertThat(connection.raw().poll((buffer, offset, length) -> {}, 1)).isEqualTo(1);
        assertThat(longs.receive()).isEqualTo(6);
    }

    /** A call that may throw anything. */
    private interface Call {
        void run() throws Exception;
    }

    private static void assertOther(final String what, final Call call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(ClassCastException.class)
                .hasMessageContainingAll(what, "pipe \"pipe\"", "wasn't consumed", "receive()");
    }

    @Test
    void shouldReturnWhenTheTimeIsUp() throws Exception {
        final List<Long> seen = new ArrayList<>();
        final long start = System.nanoTime();

        final boolean there = connection.longs().receive(seen::add, SHORT);

        assertThat(there).isFalse();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SHORT.toNanos());
        assertThat(connection.longs().receive(seen::add, Duration.ZERO)).isFalse();
        assertThat(connection.longs().tryReceive(seen::add)).isFalse();
        assertThat(seen).isEmpty();
    }

    @Test
    void shouldReceiveWhatWasSentFirstWhenThePeerCloses() throws Exception {
        peer.call(c -> {
            c.longs().send(1);
            c.close();
            return true;
        });
        final PrimitiveConnection.OfLong longs = connection.longs();

        assertThat(longs.receive()).isEqualTo(1);
        assertThatThrownBy(longs::receive).isInstanceOf(PeerClosedException.class);
        assertThatThrownBy(() -> longs.tryReceive(value -> {})).isInstanceOf(PeerClosedException.class);
        assertThatThrownBy(() -> longs.send(1)).isInstanceOf(PeerClosedException.class);
        assertThatThrownBy(() -> longs.trySend(1)).isInstanceOf(PeerClosedException.class);
        longs.forEachUntilClosed(value -> {});
    }

    @Test
    void shouldEndTheLoopWhenThePeerCloses() throws Exception {
        final CompletableFuture<List<Object>> received = peer.start(c -> {
            final List<Object> all = new ArrayList<>();
            c.doubles().forEachUntilClosed(all::add);
            return all;
        });

        connection.doubles().send(1.5);
        connection.doubles().send(2.5);
        connection.close();

        assertThat(Peer.result(received)).containsExactly(1.5, 2.5);
        assertThatThrownBy(() -> connection.doubles().send(3)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldCountAsReceivedWhenTheActionThrowsOrReceivesMore() throws Exception {
        peer.call(c -> {
            c.longs().send(1);
            c.longs().send(2);
            c.longs().send(3);
            return true;
        });
        final PrimitiveConnection.OfLong longs = connection.longs();
        final List<Long> seen = new ArrayList<>();

        assertThatThrownBy(() -> longs.receive(value -> {
                    throw new IllegalArgumentException("as meant: " + value);
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("as meant: 1");
        longs.receive(value -> {
            seen.add(value);
            longs.tryReceive(seen::add);
        });

        assertThat(seen).containsExactly(2L, 3L);
        assertThat(connection.poll()).isFalse();
    }

    @Test
    void shouldBeInterruptibleWhenWaiting() throws Exception {
        final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        final Thread receiver = new Thread(() -> {
            try {
                connection.longs().receive();
                interrupted.complete(false);
            } catch (final InterruptedException e) {
                interrupted.complete(true);
            }
        });
        receiver.start();

        receiver.interrupt();

        assertThat(Peer.result(interrupted)).isTrue();
        receiver.join();
        peer.call(c -> c.longs().trySend(9));
        assertThat(connection.longs().receive()).isEqualTo(9);
    }
}
