package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.testing.BlockedCall;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitSet;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every pipe does, wherever its ends are and however they wait. */
@ParameterizedClass
@EnumSource(Variant.class)
@SuppressWarnings("try")
class ConnectionConformanceTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofSeconds(Peer.LIMIT_SECONDS);
    private static final int ONE_MESSAGE = 400;
    private static ChildJvm jvm;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @Parameter
    Variant variant;

    private PipeUnderTest pipe;
    private Connection<Object, Object> connection;
    private Peer<Connection<Object, Object>> peer;

    @BeforeEach
    void open() throws Exception {
        pipe = new PipeUnderTest(domain, variant, ConnectionConformanceTest::jvm);
        connection = pipe.connection;
        peer = pipe.peer;
    }

    @AfterEach
    void close() throws Exception {
        pipe.close();
    }

    @AfterAll
    static void endJvm() {
        if (jvm != null) {
            jvm.close();
            jvm = null;
        }
    }

    private static ChildJvm jvm() {
        if (jvm == null) {
            try {
                jvm = RemotePeer.startJvm();
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return jvm;
    }

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
    void shouldPassMessagesInPlaceWhenClaimed() throws Exception {
        final RawConnection raw = connection.raw();
        final long claim = raw.tryClaim(16);
        raw.buffer().putLong((int) claim, 1);
        raw.buffer().putLong((int) claim + 8, 2);
        final long aborted = raw.tryClaim(8);
        final long empty = raw.tryClaim(0);

        raw.abort(aborted);
        raw.commit(empty);
        final long before = peer.call(c -> c.raw().poll((buffer, offset, length) -> {}, 10));
        raw.commit(claim);
        final List<long[]> seen = peer.call(c -> {
            final List<long[]> messages = new ArrayList<>();
            c.raw()
                    .poll(
                            (buffer, offset, length) -> messages.add(
                                    length == 0
                                            ? new long[0]
                                            : new long[] {buffer.getLong(offset), buffer.getLong(offset + 8)}),
                            10);
            return messages;
        });

        assertThat(before).as("behind an open claim").isZero();
        assertThat(seen).hasSize(2);
        assertThat(seen.get(0)).containsExactly(1, 2);
        assertThat(seen.get(1)).isEmpty();
        assertThatThrownBy(() -> raw.commit(claim)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldSendBatchesWhenRoomIsFreed() throws Exception {
        final RawConnection raw = connection.raw();
        final long[] next = new long[1];
        final CompletableFuture<List<Long>> received = peer.start(c -> {
            final List<Long> values = new ArrayList<>();
            while (values.size() < 2_000) {
                c.raw().poll((buffer, offset, length) -> values.add(buffer.getLong(offset)), 7);
            }
            return values;
        });

        while (next[0] < 2_000) {
            final int limit = (int) Math.min(50, 2_000 - next[0]);
            final long sent = raw.sendBatch(8, limit, (buffer, offset, length) -> buffer.putLong(offset, next[0]++));
            assertThat(sent).isIn(allowed(limit));
        }

        final List<Long> values = Peer.result(received);
        for (int i = 0; i < 2_000; i++) {
            assertThat(values.get(i)).isEqualTo(i);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 39})
    void shouldSendWhatWasFilledWhenAWriterThrows(final int filled) throws Exception {
        final RawConnection raw = connection.raw();
        final int[] calls = new int[1];
        final CompletableFuture<List<Long>> received = peer.start(c -> {
            final List<Long> values = new ArrayList<>();
            while (values.isEmpty() || values.get(values.size() - 1) != -1) {
                c.raw().poll((buffer, offset, length) -> values.add(buffer.getLong(offset)), 10);
            }
            return values;
        });

        assertThatThrownBy(() -> raw.sendBatch(8, 40, (buffer, offset, length) -> {
                    if (calls[0] == filled) {
                        throw new ArithmeticException("no more");
                    }
                    buffer.putLong(offset, calls[0]++);
                }))
                .isInstanceOf(ArithmeticException.class);
        raw.sendBatch(8, 1, (buffer, offset, length) -> buffer.putLong(offset, -1));

        final List<Long> values = Peer.result(received);
        assertThat(values).hasSize(filled + 1);
        for (int i = 0; i < filled; i++) {
            assertThat(values.get(i)).isEqualTo(i);
        }
    }

    private static List<Long> allowed(final int limit) {
        final List<Long> results = new ArrayList<>(List.of(RawConnection.BACK_PRESSURED));
        for (long sent = 1; sent <= limit; sent++) {
            results.add(sent);
        }
        return results;
    }

    @Test
    void shouldCopyIntoTheCallersMemoryWhenThereIsRoom() throws Exception {
        peer.call(c -> c.raw().offer(new UnsafeBuffer(new byte[] {0, 1, 2, 3, 4}), 1, 3));
        final UnsafeBuffer target = new UnsafeBuffer(new byte[10]);

        assertThatThrownBy(() -> connection.raw().receiveInto(target, 0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 bytes");
        final long length = connection.raw().receiveInto(target, 5, 5);
        final long nothing = connection.raw().receiveInto(target, 0, 10);

        assertThat(length).isEqualTo(3);
        assertThat(nothing).isEqualTo(RawConnection.EMPTY);
        assertThat(target.byteArray()).isEqualTo(new byte[] {0, 0, 0, 0, 0, 1, 2, 3, 0, 0});
        assertThatThrownBy(() -> connection.raw().receiveInto(target, 9, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void shouldReceiveRawBytesAsAnArrayWhenTheLayersMeet() throws Exception {
        peer.call(c -> c.raw().offer(new UnsafeBuffer(new byte[] {1, 2, 3}), 0, 3));

        final Object received = connection.receive();

        assertThat((byte[]) received).containsExactly(1, 2, 3);
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

    @Test
    void shouldGoOnWhenAHandlerThrows() throws Exception {
        connection.send(new byte[] {1});
        connection.raw().offer(new UnsafeBuffer(new byte[] {2}), 0, 1);
        connection.raw().offer(new UnsafeBuffer(new byte[] {3}), 0, 1);

        final List<Integer> seen = peer.call(c -> {
            final List<Integer> values = new ArrayList<>();
            assertThat(c.receive()).isEqualTo(new byte[] {1});
            assertThatThrownBy(() -> c.raw()
                            .poll(
                                    (buffer, offset, length) -> {
                                        values.add((int) buffer.getByte(offset));
                                        throw new IllegalArgumentException("as meant");
                                    },
                                    2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("as meant");
            c.raw().poll((buffer, offset, length) -> values.add((int) buffer.getByte(offset)), 2);
            return values;
        });

        assertThat(seen).isEqualTo(Arrays.asList(2, 3));
    }
}
