package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the raw layer of every pipe does, wherever its ends are and however they wait. */
@ParameterizedClass
@EnumSource(Variant.class)
@SuppressWarnings("try")
class RawConformanceTest extends PipeConformance {
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
    void shouldRefuseAClaimWhenItCannotStandInTheRing() {
        final RawConnection raw = connection.raw();
        final long capacity = 8L * raw.maxMessageLength(); // an eighth of the ring is the longest message

        for (final long claim : new long[] {Integer.MIN_VALUE, -8, 0, 12, capacity + 8, 1L << 30, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> raw.commit(claim))
                    .as("commit of %s", claim)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tryClaim");
            assertThatThrownBy(() -> raw.abort(claim))
                    .as("abort of %s", claim)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tryClaim");
        }
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
