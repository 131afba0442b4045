package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.codec.Codec;
import io.tandem.codec.CorruptMessageException;
import io.tandem.segment.IncompatibleException;
import io.tandem.segment.ObjectExistsException;
import io.tandem.segment.ObjectNotFoundException;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitSet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is refused: calls on an end that is gone, two threads at one, failing codecs, sides that don't agree; and interruption. */
@SuppressWarnings("try") // closed without use
class PipeMisuseTest {
    private static final Duration LIMIT = Duration.ofSeconds(Peer.LIMIT_SECONDS);
    private static final String NAME = "pipe";

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private SharedPipe<Object, Object> pipe;

    @BeforeEach
    void create() {
        pipe = builder().create();
    }

    @AfterEach
    void close() {
        pipe.close();
        SharedPipe.delete(domain.get(), NAME);
    }

    private SharedPipe.Builder<Object, Object> builder() {
        return SharedPipe.builder(Object.class, Object.class)
                .domain(domain.get())
                .name(NAME)
                .capacityBytes(4096);
    }

    private interface Call {
        void run() throws Exception;
    }

    /** Every call says so, by an exception or a named result. */
    static void assertRefusals(final Connection<Object, Object> connection, final String reason) {
        final List<Call> calls = List.of(
                () -> connection.send("x"),
                () -> connection.send("x", LIMIT),
                () -> connection.trySend("x"),
                connection::receive,
                () -> connection.receive(LIMIT),
                connection::tryReceive,
                () -> connection.forEachUntilClosed(message -> {}));
        for (final Call call : calls) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(reason);
        }
        assertThat(connection.poll()).isTrue();
        assertThat(connection.raw().tryClaim(8)).isEqualTo(RawConnection.CLOSED);
        assertThat(connection.raw().offer(new UnsafeBuffer(new byte[8]), 0, 8)).isEqualTo(RawConnection.CLOSED);
        assertThat(connection.raw().poll((buffer, offset, length) -> {}, 1)).isEqualTo(RawConnection.CLOSED);
        assertThat(connection.raw().receiveInto(new UnsafeBuffer(new byte[8]), 0, 8))
                .isEqualTo(RawConnection.CLOSED);
    }

    @Test
    void shouldRefuseItsOwnCallsWhenClosed() {
        final Connection<Object, Object> first = pipe.first();
        final long claim = first.raw().tryClaim(8);

        first.close();
        first.close();

        assertThat(first.isClosed()).isTrue();
        assertRefusals(first, "was closed by this process");
        assertThatThrownBy(() -> first.raw().commit(claim)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldRefuseTheOtherDirectionWhenOneWay() throws Exception {
        try (var way = SharedPipe.builder(Object.class, Object.class)
                        .domain(domain.get())
                        .oneWay()
                        .create();
                var first = way.first();
                var second = way.second()) {
            first.send("this way");

            assertThat(second.receive()).isEqualTo("this way");
            final List<Call> calls = List.of(
                    () -> second.send("x"),
                    () -> second.trySend("x"),
                    () -> second.raw().tryClaim(1),
                    first::receive,
                    first::poll,
                    first::isReady,
                    () -> first.raw().poll((buffer, offset, length) -> {}, 1));
            for (final Call call : calls) {
                assertThatThrownBy(call::run)
                        .isInstanceOf(UnsupportedOperationException.class)
                        .hasMessageContaining("oneWay()");
            }
        }
    }

    @Test
    void shouldNameBothThreadsWhenTwoUseOneDirection() throws Exception {
        try (var first = pipe.first();
                var second = pipe.second()) {
            final CountDownLatch started = new CountDownLatch(1);
            final AtomicReference<Object> received = new AtomicReference<>();
            final Thread receiver = new Thread(
                    () -> {
                        started.countDown();
                        try {
                            received.set(first.receive());
                        } catch (final InterruptedException e) {
                            received.set(e);
                        }
                    },
                    "the first receiver");
            receiver.start();
            started.await();

            Awaitility.await()
                    .atMost(LIMIT)
                    .untilAsserted(() -> assertThatThrownBy(first::tryReceive)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContainingAll(
                                    "the first receiver", Thread.currentThread().getName()));
            second.send("for one");
            receiver.join(LIMIT.toMillis());

            assertThat(received.get()).isEqualTo("for one");
        }
    }

    @Test
    void shouldObeyInterruptionWhenBlocked() throws Exception {
        try (var first = pipe.first();
                var second = pipe.second()) {
            while (second.trySend(new byte[400])) {
                assertThat(second.isClosed()).isFalse();
            }
            final List<Call> calls = List.of(
                    () -> second.send(new byte[400]),
                    () -> second.send(new byte[400], LIMIT),
                    () -> second.receive(),
                    () -> second.receive(LIMIT),
                    () -> second.poll(LIMIT),
                    () -> second.forEachUntilClosed(message -> {}),
                    () -> WaitSet.of(second).await(),
                    () -> WaitSet.of(second).await(LIMIT));

            for (final Call call : calls) {
                final BlockedCall<Boolean> blocked = BlockedCall.start(() -> {
                    call.run();
                    return true;
                });
                blocked.interrupt();
                assertThat(blocked.failure()).isInstanceOf(InterruptedException.class);

                Thread.currentThread().interrupt();
                assertThatThrownBy(call::run).isInstanceOf(InterruptedException.class);
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            }

            int left = 0;
            while (first.tryReceive() != null) {
                left++;
            }
            assertThat(left).as("messages, none of them from the interrupted").isEqualTo(9);
        }
    }

    /** Refuses 1 to encode, and 2 to decode. */
    private static final class Picky implements Codec<Integer> {
        @Override
        public String name() {
            return "picky/1";
        }

        @Override
        public int length(final Integer value) {
            return Integer.BYTES;
        }

        @Override
        public void encode(final Integer value, final MutableDirectBuffer target, final int offset) {
            if (value == 1) {
                throw new IllegalArgumentException("no ones");
            }
            target.putInt(offset, value);
        }

        @Override
        public Integer decode(final DirectBuffer source, final int offset, final int length) {
            final int value = source.getInt(offset);
            if (value == 2) {
                throw new IllegalArgumentException("no twos");
            }
            return value;
        }
    }

    @Test
    void shouldStayInStepWhenACodecFails() throws Exception {
        try (var picky = SharedPipe.builder(Integer.class, Integer.class)
                        .domain(domain.get())
                        .firstCodec(new Picky())
                        .create();
                var first = picky.first();
                var second = picky.second()) {
            assertThatThrownBy(() -> first.send(1)).hasStackTraceContaining("no ones");
            first.send(2);
            first.raw().offer(new UnsafeBuffer(new byte[3]), 0, 3);
            first.send(3);

            assertThatThrownBy(second::receive)
                    .isInstanceOf(CorruptMessageException.class)
                    .hasMessageContainingAll("it is consumed", "no twos");
            assertThatThrownBy(second::receive)
                    .isInstanceOf(CorruptMessageException.class)
                    .hasMessageContaining("raw layer");
            assertThat(second.receive()).isEqualTo(3);
            assertThatThrownBy(() -> first.send(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> builder().create()).isInstanceOf(ObjectExistsException.class);
        }
    }

    @Test
    void shouldRefuseWhenTheTwoSidesDontAgree() {
        assertThatThrownBy(() -> SharedPipe.builder(String.class, Object.class)
                        .domain(domain.get())
                        .name(NAME)
                        .capacityBytes(4096)
                        .openOrCreate())
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContainingAll("java.lang.String", "java.lang.Object");
        assertThatThrownBy(() -> builder().capacityBytes(8192).open())
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContainingAll("4096", "8192");
        assertThatThrownBy(() -> builder().oneWay().adoptExisting().open()).isInstanceOf(IncompatibleException.class);
        assertThatThrownBy(() -> builder().name("nothing").open()).isInstanceOf(ObjectNotFoundException.class);
        assertThatThrownBy(() -> builder().capacityBytes(5000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SharedPipe.builder(Object.class, Object.class)
                        .domain(domain.get())
                        .open())
                .isInstanceOf(IllegalStateException.class);
        try (var adopted = builder().capacityBytes(8192).adoptExisting().open();
                var first = adopted.first()) {
            assertThat(first.maxMessageLength()).isEqualTo(512);
        }
    }
}
