package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The raw layer of every queue. */
@ParameterizedClass
@MethodSource("variants")
class QueueRawConformanceTest extends QueueConformance {
    /** Room for three messages whatever bounds the queue. */
    private static final int LARGE = 10_000;

    private static void claim(final RawQueue raw, final long value) {
        raw.claim(Long.BYTES).putLong(0, value);
    }

    private static List<Long> poll(final SharedQueue<Object> queue, final int limit) {
        final List<Long> values = new ArrayList<>();
        try (RawQueue raw = queue.raw()) {
            raw.poll((buffer, offset, length) -> values.add(length == 8 ? buffer.getLong(offset) : -length), limit);
        }
        return values;
    }

    @Test
    void shouldPutTogetherWhatWasClaimedWhenPublished() throws Exception {
        try (RawQueue raw = queue.raw()) {
            claim(raw, 1);
            claim(raw, 2);
            raw.claim(0);

            final int claimed = raw.claimed();
            final int before = peer.call(SharedQueue::size);
            final long published = raw.publish();
            final List<Long> first = peer.call(q -> poll(q, 2));
            final List<Long> second = peer.call(q -> poll(q, 2));

            assertThat(claimed).isEqualTo(3);
            assertThat(before).isZero();
            assertThat(published).isEqualTo(3);
            assertThat(raw.claimed()).isZero();
            assertThat(raw.publish()).isZero();
            assertThat(first).containsExactly(1L, 2L);
            assertThat(second).containsExactly(0L);
        }
    }

    @Test
    void shouldPutNothingWhenAborted() throws Exception {
        try (RawQueue raw = queue.raw()) {
            claim(raw, 1);
            raw.claim(LARGE / 1000);
            raw.abort();
            final long nothing = raw.publish();
            raw.claim(LARGE);
            raw.abort();
            claim(raw, 2);
            final long one = raw.publish();

            assertThat(nothing).isZero();
            assertThat(one).isEqualTo(1);
            assertThat(peer.<List<Long>>call(q -> poll(q, 10))).containsExactly(2L);
        }
    }

    @Test
    void shouldGiveUpWhatIsClaimedWhenClosed() {
        final RawQueue raw = queue.raw();
        claim(raw, 1);
        raw.claim(5);

        raw.close();

        assertThat(raw.claimed()).isZero();
        assertThat(queue.size()).isZero();
        assertThat(queue.isClosed()).isFalse();
    }

    @Test
    void shouldKeepTheRestClaimedWhenThereIsNoRoom() throws Exception {
        final int total = 200;
        try (RawQueue raw = queue.raw()) {
            final CompletableFuture<List<Long>> taken = peer.start(q -> {
                final List<Long> values = new ArrayList<>();
                try (RawQueue there = q.raw()) {
                    while (values.size() < 200) {
                        there.poll((buffer, offset, length) -> values.add(buffer.getLong(offset)), 3);
                    }
                }
                return values;
            });
            for (long i = 0; i < total; i++) {
                claim(raw, i);
            }

            final long start = System.nanoTime();
            while (raw.claimed() > 0 && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(60)) {
                final int before = raw.claimed();
                final long published = raw.publish();
                assertThat(published).isBetween(RawQueue.BACK_PRESSURED, (long) before);
                assertThat(raw.claimed()).isEqualTo(before - (int) Math.max(0, published));
            }

            assertThat(Peer.result(taken))
                    .isEqualTo(LongStream.range(0, total).boxed().toList());
        }
    }

    @Test
    void shouldRefuseToClaimWhenSoMuchIsClaimedAlready() {
        try (RawQueue raw = queue.raw()) {
            for (int i = 0; i < 256; i++) {
                claim(raw, i);
            }

            assertThatThrownBy(() -> claim(raw, 256))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("256");
            assertThatThrownBy(() -> raw.claim(-1)).isInstanceOf(IllegalArgumentException.class);
            raw.abort();
            raw.claim(LARGE);
            assertThatThrownBy(() -> claim(raw, 1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> raw.claim(LARGE)).isInstanceOf(IllegalStateException.class);
            raw.abort();
            claim(raw, 1);
            assertThatThrownBy(() -> raw.claim(LARGE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("behind 1 ");
        }
    }

    @Test
    void shouldGoOnBehindAMessageWhoseHandlerThrew() throws Exception {
        try (RawQueue raw = queue.raw()) {
            for (int i = 1; i <= 3; i++) {
                claim(raw, i);
            }
            raw.publish();
        }

        final List<Long> seen = peer.call(q -> {
            final List<Long> values = new ArrayList<>();
            try (RawQueue raw = q.raw()) {
                assertThatThrownBy(() -> raw.poll(
                                (buffer, offset, length) -> {
                                    values.add(buffer.getLong(offset));
                                    throw new ArithmeticException("as meant");
                                },
                                10))
                        .isInstanceOf(ArithmeticException.class);
                final long handled = raw.poll((buffer, offset, length) -> values.add(buffer.getLong(offset)), 10);
                assertThat(handled).isEqualTo(2);
            }
            return values;
        });

        assertThat(seen).containsExactly(1L, 2L, 3L);
        assertThat(queue.size()).isZero();
    }

    @Test
    void shouldShowSmallAndLargeMessagesInPlace() throws Exception {
        try (RawQueue raw = queue.raw()) {
            claim(raw, 7);
            raw.publish();
            final MutableDirectBuffer large = raw.claim(LARGE);
            for (int i = 0; i < LARGE; i++) {
                large.putByte(i, (byte) i);
            }
            raw.publish();
        }

        final List<Long> seen = peer.call(q -> {
            final List<Long> values = new ArrayList<>();
            try (RawQueue raw = q.raw()) {
                try (MessageView view = raw.poll()) {
                    values.add((long) view.buffer().capacity());
                    values.add(view.buffer().getLong(0));
                }
                final MessageView view = raw.poll();
                long wrong = 0;
                for (int i = 0; i < view.buffer().capacity(); i++) {
                    wrong += view.buffer().getByte(i) == (byte) i ? 0 : 1;
                }
                values.add((long) view.buffer().capacity());
                values.add(wrong);
                view.close();
                view.close();
                values.add(raw.poll() == null ? 1L : 0L);
            }
            return values;
        });

        assertThat(seen).containsExactly(8L, 7L, (long) LARGE, 0L, 1L);
    }

    @Test
    void shouldMeetTheTypedLayer() throws Exception {
        try (RawQueue raw = queue.raw()) {
            raw.claim(3).putByte(0, (byte) 1);
            raw.publish();
            raw.claim(LARGE).putByte(LARGE - 1, (byte) 2);
            raw.publish();
        }

        final List<Integer> lengths = peer.call(q -> {
            final byte[] small = (byte[]) q.take();
            final byte[] large = (byte[]) q.take();
            return List.of(small.length, (int) small[0], large.length, (int) large[LARGE - 1]);
        });

        assertThat(lengths).containsExactly(3, 1, LARGE, 2);
    }

    @Test
    void shouldAnswerByNamedResultsWhenItCantGoOn() {
        final RawQueue raw = queue.raw();
        final long empty = raw.poll((buffer, offset, length) -> {}, 1);
        fill();
        raw.claim(ONE_ITEM);
        final long full = raw.publish();
        queue.shutdown();
        final long refused = raw.publish();
        queue.clear();
        final long ended = raw.poll((buffer, offset, length) -> {}, 1);
        queue.close();
        final long closedPut = raw.publish();
        final long closedTake = raw.poll((buffer, offset, length) -> {}, 1);

        assertThat(empty).isZero();
        assertThat(full).isEqualTo(RawQueue.BACK_PRESSURED);
        assertThat(refused).isEqualTo(RawQueue.SHUT_DOWN);
        assertThat(ended).isEqualTo(RawQueue.SHUT_DOWN);
        assertThat(closedPut).isEqualTo(RawQueue.CLOSED);
        assertThat(closedTake).isEqualTo(RawQueue.CLOSED);
        assertThat(raw.poll()).isNull();
        assertThatThrownBy(() -> raw.claim(1)).isInstanceOf(IllegalStateException.class);
        raw.close();
    }
}
