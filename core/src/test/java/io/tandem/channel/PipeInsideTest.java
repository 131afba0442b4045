package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.codec.Codec;
import io.tandem.codec.CorruptMessageException;
import io.tandem.segment.NotTransferableException;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing and handing over an end while a thread of this process is inside a call of it. */
@SuppressWarnings("try") // closed without use
class PipeInsideTest {
    private static final String NAME = "inside";

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    // Static, since a codec travels with its pipe.
    private static CountDownLatch inside = new CountDownLatch(1);
    private static CountDownLatch leave = new CountDownLatch(1);

    @BeforeEach
    void renew() {
        inside = new CountDownLatch(1);
        leave = new CountDownLatch(1);
    }

    @AfterEach
    void delete() {
        leave.countDown();
        SharedPipe.delete(domain.get(), NAME);
    }

    @Test
    void shouldKeepTheEndUntilTheCallHasLeftWhenClosedMeanwhile() throws Exception {
        final TestDomain.OtherProcess other = domain.otherProcess("the next owner");
        try (var pipe = builder().domain(domain.get()).create();
                var theirs = builder().domain(other.domain()).open()) {
            final Connection<String, String> first = pipe.first();
            final CompletableFuture<Throwable> sending = sendElsewhere(first, "slow");
            assertThat(inside.await(Peer.LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();

            first.close();

            assertThat(first.isClosed()).isTrue();
            assertThatThrownBy(theirs::first)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is taken by");
            leave.countDown();
            assertThat(sending.get(Peer.LIMIT_SECONDS, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
            Awaitility.await().untilAsserted(() -> assertThat(attach(theirs)).isNull());
            try (var second = pipe.second()) {
                theirs.first().send("quick");
                assertThat(second.receive()).isEqualTo("quick");
            }
            theirs.first().close();
        }
    }

    @Test
    void shouldRefuseToHandOverWhenACallIsInside() throws Exception {
        try (var pipe = builder().domain(domain.get()).create();
                var carrier = SharedPipe.builder(Object.class, Object.class)
                        .domain(domain.get())
                        .create();
                var out = carrier.first();
                var in = carrier.second();
                var first = pipe.first();
                var second = pipe.second()) {
            final CompletableFuture<Throwable> sending = sendElsewhere(first, "slow");
            assertThat(inside.await(Peer.LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();

            assertThatThrownBy(() -> out.send(first))
                    .isInstanceOf(NotTransferableException.class)
                    .hasMessageContaining("a thread of this process is sending or receiving on it");

            leave.countDown();
            assertThat(sending.get(Peer.LIMIT_SECONDS, TimeUnit.SECONDS)).isNull();
            assertThat(second.receive()).isEqualTo("slow");
            out.send(first);
            try (Connection<?, ?> arrived = (Connection<?, ?>) in.receive()) {
                assertThat(arrived.isClosed()).isFalse();
            }
        }
    }

    @Test
    void shouldCloseWhenClosedWhileItsMessageWaitsAndIsGivenUp() throws Exception {
        try (var pipe = builder().domain(domain.get()).create();
                var carrier = SharedPipe.builder(Object.class, Object.class)
                        .domain(domain.get())
                        .create();
                var out = carrier.first();
                var second = pipe.second()) {
            final Connection<String, String> first = pipe.first();
            fill(out);
            final CompletableFuture<Boolean> sent = CompletableFuture.supplyAsync(() -> {
                try {
                    return out.send(first, Duration.ofMillis(500));
                } catch (final InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            Awaitility.await().until(first::isClosed);

            first.close();

            assertThat(sent.get(Peer.LIMIT_SECONDS, TimeUnit.SECONDS)).isFalse();
            assertThat(first.isClosed()).isTrue();
            assertThatThrownBy(second::receive).isInstanceOf(PeerClosedException.class);
        }
    }

    /** Can be sent, and not received. */
    private static final class Undecodable implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(final ObjectInputStream in) throws IOException {
            throw new InvalidObjectException("not here");
        }
    }

    @Test
    void shouldCloseWhatHasArrivedWhenTheMessageAroundItCanNotBeDecoded() throws Exception {
        try (var pipe = builder().domain(domain.get()).create();
                var carrier = SharedPipe.builder(Object.class, Object.class)
                        .domain(domain.get())
                        .create();
                var out = carrier.first();
                var in = carrier.second();
                var second = pipe.second()) {
            out.send(new Object[] {pipe.first(), new Undecodable()});

            assertThatThrownBy(in::receive).isInstanceOf(CorruptMessageException.class);

            assertThatThrownBy(second::receive).isInstanceOf(PeerClosedException.class);
            try (var first = pipe.first()) {
                first.send("again");
                assertThat(second.receive()).isEqualTo("again");
            }
        }
    }

    @ParameterizedTest(name = "the writer throws: {0}")
    @ValueSource(booleans = {false, true})
    void shouldAskForNoMoreMessagesWhenTheWriterOfABatchCloses(final boolean fails) {
        try (var pipe = builder().domain(domain.get()).create()) {
            final Connection<String, String> first = pipe.first();
            final List<Integer> asked = new ArrayList<>();

            assertThatThrownBy(() -> first.raw().sendBatch(8, 40, (buffer, offset, length) -> {
                        asked.add(offset);
                        first.close();
                        if (fails) {
                            throw new UnsupportedOperationException("the writer's own");
                        }
                    }))
                    .isInstanceOf(fails ? UnsupportedOperationException.class : IllegalStateException.class);

            assertThat(asked).hasSize(1);
            try (var next = pipe.first();
                    var second = pipe.second()) {
                assertThat(next.trySend("next")).isTrue();
                assertThat(second.tryReceive()).isEqualTo("next");
            }
        }
    }

    @Test
    void shouldKeepTheMessageInHandWhenItsHandlerReceivesMore() throws Exception {
        try (var pipe = SharedPipe.builder(Object.class, Object.class)
                        .domain(domain.get())
                        .capacityBytes(4096)
                        .create();
                var first = pipe.first();
                var second = pipe.second()) {
            final UnsafeBuffer message = new UnsafeBuffer(new byte[400]);
            message.setMemory(0, 400, (byte) 7);
            assertThat(first.raw().offer(message, 0, 400)).isZero();
            message.setMemory(0, 400, (byte) 9);
            while (first.raw().offer(message, 0, 400) == 0) {
                assertThat(first.isClosed()).isFalse();
            }

            final List<Byte> seen = new ArrayList<>();
            second.raw()
                    .poll(
                            (buffer, offset, length) -> {
                                second.raw().poll((more, at, size) -> {}, 100);
                                for (int i = 0; i < 100; i++) {
                                    first.raw().offer(message, 0, 400);
                                }
                                seen.add(buffer.getByte(offset));
                            },
                            1);

            assertThat(seen).containsExactly((byte) 7);
        }
    }

    private static void fill(final Connection<Object, Object> connection) {
        for (int length = 4_000; length >= 16; length /= 2) {
            while (connection.trySend(new byte[length])) {
                assertThat(connection.isClosed()).isFalse();
            }
        }
    }

    private CompletableFuture<Throwable> sendElsewhere(final Connection<String, String> connection, final String text) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                connection.send(text);
                return null;
            } catch (final IllegalStateException | InterruptedException e) {
                return e;
            }
        });
    }

    private static Throwable attach(final SharedPipe<String, String> pipe) {
        try {
            pipe.first();
            return null;
        } catch (final IllegalStateException e) {
            return e;
        }
    }

    private SharedPipe.Builder<String, String> builder() {
        return SharedPipe.builder(String.class, String.class)
                .name(NAME)
                .firstCodec(new SlowCodec())
                .secondCodec(new SlowCodec());
    }

    /** Stays inside of encoding "slow" until it may leave. */
    private static final class SlowCodec implements Codec<String>, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public String name() {
            return "slow/1";
        }

        @Override
        public int length(final String value) {
            return value.length();
        }

        @Override
        public void encode(final String value, final MutableDirectBuffer target, final int offset) {
            target.putStringWithoutLengthAscii(offset, value);
            if (value.equals("slow")) {
                inside.countDown();
                try {
                    leave.await(Peer.LIMIT_SECONDS, TimeUnit.SECONDS);
                } catch (final InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public String decode(final DirectBuffer source, final int offset, final int length) {
            return source.getStringWithoutLengthAscii(offset, length);
        }
    }
}
