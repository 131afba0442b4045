package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.codec.Codec;
import io.tandem.testing.TestDomain;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What pipes of other types than {@code Object}, or with other owners, do with primitives. */
@SuppressWarnings("try")
class PrimitiveConnectionTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    /** A call that may throw anything. */
    private interface Call {
        void run() throws Exception;
    }

    private <A, B> SharedPipe.Builder<A, B> builder(final Class<A> first, final Class<B> second) {
        return SharedPipe.builder(first, second).domain(domain.get());
    }

    private static void assertRefused(final List<Call> calls, final String... words) {
        for (final Call call : calls) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContainingAll(words);
        }
    }

    @Test
    void shouldBeRefusedAtOnceWhenTheTypeCannotBeSuchAValue() throws Exception {
        try (var pipe = builder(Long.class, String.class).create();
                var first = pipe.first();
                var second = pipe.second()) {
            final PrimitiveConnection.OfLong longs = first.longs();
            longs.send(5);

            assertRefused(
                    List.of(
                            longs::receive,
                            () -> longs.receive(value -> {}),
                            () -> longs.receive(value -> {}, Duration.ZERO),
                            () -> longs.tryReceive(value -> {}),
                            () -> longs.forEachUntilClosed(value -> {})),
                    "first end",
                    "can't receive a long",
                    "java.lang.String",
                    "Long.class");
            assertRefused(
                    List.of(
                            () -> second.longs().send(1),
                            () -> second.longs().send(1, Duration.ZERO),
                            () -> second.longs().trySend(1)),
                    "second end",
                    "can't send a long",
                    "java.lang.String");
            assertRefused(List.of(first::ints, first::doubles, second::ints), "java.lang.");
            assertThat(second.longs().receive()).isEqualTo(5);
        }
    }

    @Test
    void shouldWorkWhenTheTypeIsPrimitiveOrASupertype() throws Exception {
        try (var pipe = builder(int.class, Number.class).create();
                var first = pipe.first();
                var second = pipe.second()) {
            first.ints().send(3);
            second.doubles().send(4.5);
            second.longs().send(6);

            assertThat(second.receive()).isEqualTo(3);
            assertThat(first.doubles().receive()).isEqualTo(4.5);
            assertThat(first.receive()).isEqualTo(6L);
            assertThat(first.longs()).isSameAs(first.longs());
        }
    }

    @Test
    void shouldBeRefusedWhenTheCodecIsTheUsersOwn() throws Exception {
        try (var pipe = builder(Long.class, Long.class)
                        .firstCodec(new Negated())
                        .secondCodec(new Negated())
                        .create();
                var first = pipe.first();
                var second = pipe.second()) {
            assertRefused(List.of(first::longs, second::longs), "can't send a long", "codec of its own");
        }
    }

    /** Not as the built-in one does it. */
    private static final class Negated implements Codec<Long> {
        @Override
        public String name() {
            return "negated/1";
        }

        @Override
        public int length(final Long value) {
            return Long.BYTES;
        }

        @Override
        public void encode(final Long value, final MutableDirectBuffer target, final int offset) {
            target.putLong(offset, -value);
        }

        @Override
        public Long decode(final DirectBuffer source, final int offset, final int length) {
            return -source.getLong(offset);
        }
    }

    @Test
    void shouldBeRefusedTheOtherDirectionWhenOneWay() throws Exception {
        try (var pipe = builder(Long.class, Long.class).oneWay().create();
                var first = pipe.first();
                var second = pipe.second()) {
            first.longs().send(1);

            assertThat(second.longs().receive()).isEqualTo(1);
            assertRefused(
                    List.of(
                            () -> first.longs().receive(),
                            () -> first.longs().tryReceive(value -> {}),
                            () -> second.longs().send(1),
                            () -> second.longs().trySend(1)),
                    "oneWay()");
        }
    }

    @Test
    void shouldNameBothThreadsWhenTwoReceive() throws Exception {
        try (var pipe = builder(Long.class, Long.class).create();
                var first = pipe.first();
                var second = pipe.second()) {
            final CountDownLatch started = new CountDownLatch(1);
            final FutureTask<Long> receiving = new FutureTask<>(() -> {
                started.countDown();
                return second.longs().receive();
            });
            final Thread receiver = new Thread(receiving, "the receiver");
            receiver.start();
            assertThat(started.await(Peer.LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();

            Awaitility.await()
                    .untilAsserted(() -> assertThatThrownBy(() -> second.longs().tryReceive(value -> {}))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContainingAll(
                                    "the receiver", Thread.currentThread().getName()));

            first.longs().send(3);
            assertThat(receiving.get(Peer.LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(3);
        }
    }

    @Test
    void shouldSayWhoDiedWhenEverythingWasReceived() throws Exception {
        final TestDomain.OtherProcess other = domain.otherProcess("other");
        final String name = "orphan";
        try (var pipe = builder(Long.class, Long.class).name(name).create();
                var first = pipe.first();
                var theirs = SharedPipe.builder(Long.class, Long.class)
                        .domain(other.domain())
                        .name(name)
                        .open();
                var second = theirs.second()) {
            second.longs().send(1);
            other.kill();

            assertThat(first.longs().receive()).isEqualTo(1);
            assertThatThrownBy(() -> first.longs().receive())
                    .isInstanceOf(PeerDiedException.class)
                    .hasMessageContaining("\"other\"");
            assertThatThrownBy(() -> first.longs().send(1)).isInstanceOf(PeerDiedException.class);
            assertThatThrownBy(() -> first.longs().forEachUntilClosed(value -> {}))
                    .isInstanceOf(PeerDiedException.class);
        } finally {
            SharedPipe.delete(domain.get(), name);
        }
    }

    @Test
    void shouldBelongToTheNewOwnerWhenHandedOver() throws Exception {
        try (var pipe = builder(Long.class, Long.class).create();
                var carrier = builder(Object.class, Object.class).create();
                var out = carrier.first();
                var in = carrier.second();
                var second = pipe.second()) {
            final Connection<Long, Long> first = pipe.first();
            final PrimitiveConnection.OfLong longs = first.longs();
            second.longs().send(1);

            out.send(first);

            assertThatThrownBy(longs::receive)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("handed over");
            assertThatThrownBy(() -> longs.send(1)).isInstanceOf(IllegalStateException.class);
            try (Connection<?, ?> arrived = (Connection<?, ?>) in.receive()) {
                assertThat(arrived.longs().receive()).isEqualTo(1);
            }
        }
    }
}
