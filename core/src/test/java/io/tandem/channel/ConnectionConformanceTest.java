package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.testing.BlockedCall;
import io.tandem.wait.WaitSet;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What every pipe does, wherever its ends are and however they wait. */
@ParameterizedClass
@EnumSource(Variant.class)
@SuppressWarnings("try")
class ConnectionConformanceTest extends PipeConformance {
    private static final Duration LIMIT = Duration.ofSeconds(Peer.LIMIT_SECONDS);
    private static final int ONE_MESSAGE = 400;

    record Order(int id, String customer, List<Integer> quantities) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void shouldKeepOrderWhenBothEndsSendAtOnce() throws Exception {
        final int count = 2_000;
        final CompletableFuture<Integer> echo = peer.start(c -> {
            for (int i = 0; i < 2_000; i++) {
                c.send(c.receive());
            }
            return 0;
        });

        final CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i < count; i++) {
                    connection.send(i);
                }
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        final List<Object> received = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            received.add(connection.receive());
        }

        Peer.result(sent);
        Peer.result(echo);
        assertThat(received).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(received.get(i)).isEqualTo(i);
        }
    }

    @Test
    void shouldCarryEveryTypeWhenItCanTravel() throws Exception {
        final Object[] values = {
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
            new byte[] {1, 2},
            new int[] {3},
            new long[] {4, 5},
            new double[] {6.5},
            new Order(7, "Ada", List.of(1, 2)),
            Duration.ofSeconds(8),
            Thread.State.RUNNABLE,
            List.of(),
            new Object[] {"nested", 9}
        };
        final CompletableFuture<Integer> echo = peer.start(c -> {
            Object message = c.receive();
            while (!"end".equals(message)) {
                c.send(message);
                message = c.receive();
            }
            return 0;
        });

        final List<Object> received = new ArrayList<>();
        for (final Object value : values) {
            connection.send(value);
            received.add(connection.receive());
        }
        connection.send("end");

        Peer.result(echo);
        assertThat(Arrays.deepEquals(received.toArray(), values))
                .as("%s", received)
                .isTrue();
    }

    @Test
    void shouldKeepMessagesWholeWhenLengthsDontFitTheRing() throws Exception {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        final int count = 1_000;
        final CompletableFuture<Long> sum = peer.start(c -> {
            final CRC32 crc = new CRC32();
            for (int i = 0; i < 1_000; i++) {
                crc.update((byte[]) c.receive());
            }
            return crc.getValue();
        });

        final CRC32 expected = new CRC32();
        for (int i = 0; i < count; i++) {
            final byte[] bytes = new byte[random.nextInt(ONE_MESSAGE)];
            random.nextBytes(bytes);
            expected.update(bytes);
            connection.send(bytes);
        }

        assertThat(Peer.result(sum)).as("seed %d", seed).isEqualTo(expected.getValue());
    }

    @Test
    void shouldTakeTheLongestMessageWhenOneByteMoreIsRefused() throws Exception {
        final int longest = connection.maxMessageLength();
        final UnsafeBuffer source = new UnsafeBuffer(new byte[longest + 1]);
        source.putByte(longest - 1, (byte) 7);

        final long sent = connection.raw().offer(source, 0, longest);

        assertThat(sent).isZero();
        assertThat(longest).isEqualTo(PipeUnderTest.CAPACITY / 8);
        assertThat(peer.<Long>call(c -> c.raw()
                        .poll(
                                (buffer, offset, length) -> assertThat(buffer.getByte(offset + length - 1))
                                        .isEqualTo((byte) 7),
                                1)))
                .isEqualTo(1L);
        assertThatThrownBy(() -> connection.raw().offer(source, 0, longest + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        Integer.toString(longest + 1), Integer.toString(longest), "capacityBytes(8192)");
        assertThatThrownBy(() -> connection.send(new byte[longest]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("capacityBytes(8192)");
        connection.send("still usable");
        assertThat(peer.<Object>call(Connection::receive)).isEqualTo("still usable");
    }

    @Test
    void shouldWaitForRoomWhenTheRingIsFull() throws Exception {
        int sent = 0;
        while (connection.trySend(new byte[ONE_MESSAGE])) {
            sent++;
        }

        final byte[] late = new byte[ONE_MESSAGE];
        late[0] = 1;
        final boolean inTime = connection.send(late, SHORT);
        final int before = sent;
        final BlockedCall<Boolean> sending = BlockedCall.start(() -> connection.send(late, LIMIT));
        final CompletableFuture<Integer> received = peer.start(c -> {
            int count = 0;
            while (((byte[]) c.receive())[0] != 1) {
                count++;
            }
            return count;
        });

        assertThat(inTime).isFalse();
        assertThat(sending.result()).isTrue();
        assertThat(Peer.result(received)).isEqualTo(before);
    }

    @Test
    void shouldReturnWhenTheTimeIsUp() throws Exception {
        final long start = System.nanoTime();

        final Object nothing = connection.receive(SHORT);
        final boolean ready = connection.poll(SHORT);

        assertThat(nothing).isNull();
        assertThat(ready).isFalse();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SHORT.toNanos() * 2);
        assertThat(connection.receive(Duration.ZERO)).isNull();
        assertThat(connection.receive(Duration.ofSeconds(-1))).isNull();
        assertThat(connection.tryReceive()).isNull();
        assertThat(connection.poll()).isFalse();
    }

    @Test
    void shouldWakeWhenAMessageComes() throws Exception {
        final CompletableFuture<Object> received = peer.start(Connection::receive);
        final CompletableFuture<Boolean> sent = CompletableFuture.supplyAsync(() -> connection.trySend("wake up"));

        assertThat(Peer.result(received)).isEqualTo("wake up");
        assertThat(Peer.result(sent)).isTrue();
        final CompletableFuture<Object> polled = peer.start(c -> c.poll(Duration.ofSeconds(Peer.LIMIT_SECONDS)));
        connection.send("");
        assertThat(Peer.result(polled)).isEqualTo(true);
        assertThat(peer.<Object>call(Connection::tryReceive)).isEqualTo("");
    }

    @Test
    void shouldReceiveWhatWasSentFirstWhenThePeerCloses() throws Exception {
        peer.call(c -> {
            c.send("first");
            c.send("second");
            c.close();
            return c.isClosed();
        });

        assertThat(connection.poll()).isTrue();
        assertThat(connection.receive()).isEqualTo("first");
        assertThat(connection.raw().poll((buffer, offset, length) -> {}, 10)).isEqualTo(1);
        assertThatThrownBy(connection::receive)
                .isInstanceOf(PeerClosedException.class)
                .hasMessageContainingAll("second end", "pipe \"pipe\"");
        assertThatThrownBy(connection::tryReceive).isInstanceOf(PeerClosedException.class);
        assertThatThrownBy(() -> connection.send("nobody")).isInstanceOf(PeerClosedException.class);
        assertThatThrownBy(() -> connection.trySend("nobody")).isInstanceOf(PeerClosedException.class);
        assertThat(connection.poll()).isTrue();
        assertThat(connection.raw().tryClaim(8)).isEqualTo(RawConnection.PEER_CLOSED);
        assertThat(connection.raw().poll((buffer, offset, length) -> {}, 1)).isEqualTo(RawConnection.PEER_CLOSED);
        assertThat(connection.raw().receiveInto(new UnsafeBuffer(new byte[8]), 0, 8))
                .isEqualTo(RawConnection.PEER_CLOSED);
    }

    @Test
    void shouldEndTheLoopWhenThePeerCloses() throws Exception {
        final CompletableFuture<List<Object>> received = peer.start(c -> {
            final List<Object> all = new ArrayList<>();
            c.forEachUntilClosed(all::add);
            return all;
        });

        connection.send("a");
        connection.send("b");
        connection.close();

        assertThat(Peer.result(received)).containsExactly("a", "b");
    }

    @Test
    void shouldWakeBothSidesWhenOneEndIsClosed() throws Exception {
        final CompletableFuture<Object> theirs = peer.start(Connection::receive);
        final CompletableFuture<Object> own = CompletableFuture.supplyAsync(() -> {
            try {
                return connection.receive();
            } catch (final InterruptedException e) {
                return e;
            }
        });

        connection.close();

        assertThatThrownBy(() -> Peer.result(theirs)).isInstanceOf(PeerClosedException.class);
        assertThatThrownBy(() -> Peer.result(own)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldWakeASenderWhenThePeerClosesAFullRing() throws Exception {
        while (connection.trySend(new byte[ONE_MESSAGE])) {
            assertThat(connection.isClosed()).isFalse();
        }

        final BlockedCall<Boolean> sending = BlockedCall.start(() -> connection.send(new byte[ONE_MESSAGE], LIMIT));
        final boolean closed = peer.call(c -> {
            c.close();
            return c.isClosed();
        });

        assertThat(sending.failure()).isInstanceOf(PeerClosedException.class);
        assertThat(closed).isTrue();
    }

    @Test
    void shouldBeReadyInAWaitSetWhenAMessageOrTheEndComes() throws Exception {
        try (var quiet = SharedPipe.builder(Object.class, Object.class)
                        .domain(domain.get())
                        .create();
                var quietEnd = quiet.first()) {
            final WaitSet set = WaitSet.of(quietEnd, connection);

            final boolean before = set.await(SHORT).isEmpty();
            peer.call(c -> c.trySend("ready"));
            final Object first = set.await();
            final Object message = connection.tryReceive();
            final CompletableFuture<Boolean> closing = peer.start(c -> {
                c.close();
                return true;
            });
            final Object second = set.await();

            assertThat(before).isTrue();
            assertThat(first).isEqualTo(List.of(connection));
            assertThat(message).isEqualTo("ready");
            assertThat(second).isEqualTo(List.of(connection));
            assertThat(Peer.result(closing)).isTrue();
        }
    }
}
