package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.os.NativeLibrary;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way to send, to receive and to go wakes whoever sleeps. Slices last 20 s here, so that they can't hide a lost wake-up. */
@SuppressWarnings("try") // closed without use
class PipeWakingTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private SharedPipe<Object, Object> pipe;
    private Connection<Object, Object> first;
    private Connection<Object, Object> second;
    private RecordingSystem system;

    @BeforeEach
    void open() {
        NativeLibrary.require();
        pipe = SharedPipe.builder(Object.class, Object.class)
                .domain(domain.get())
                .capacityBytes(4096)
                .waitPolicy(WaitPolicy.SLEEP)
                .create();
        first = pipe.first();
        second = pipe.second();
        system = RecordingSystem.installWithLongSlices();
    }

    @AfterEach
    void close() {
        system.close();
        first.close();
        second.close();
        pipe.close();
    }

    private interface Call<T> {
        T run() throws Exception;
    }

    /** Starts a call in a thread of its own, and returns when that sleeps for long. */
    private <T> CompletableFuture<T> asleep(final Call<T> call, final int sleeps) {
        final CompletableFuture<T> result = new CompletableFuture<>();
        final int before = system.calls("futexWait");
        new Thread(() -> {
                    try {
                        result.complete(call.run());
                    } catch (final Throwable t) {
                        result.completeExceptionally(t);
                    }
                })
                .start();
        Awaitility.await().until(() -> system.calls("futexWait") >= before + sleeps);
        return result;
    }

    enum Sending {
        TYPED {
            @Override
            void send(final Connection<Object, Object> connection) throws InterruptedException {
                connection.send("message");
            }
        },
        CLAIMED {
            @Override
            void send(final Connection<Object, Object> connection) {
                connection.raw().commit(connection.raw().tryClaim(8));
            }
        },
        OFFERED {
            @Override
            void send(final Connection<Object, Object> connection) {
                connection.raw().offer(new UnsafeBuffer(new byte[8]), 0, 8);
            }
        },
        IN_A_BATCH {
            @Override
            void send(final Connection<Object, Object> connection) {
                connection.raw().sendBatch(8, 2, (buffer, offset, length) -> buffer.putLong(offset, 1));
            }
        },
        BEHIND_AN_ABORTED_CLAIM {
            @Override
            void send(final Connection<Object, Object> connection) {
                final long claim = connection.raw().tryClaim(8);
                connection.raw().commit(connection.raw().tryClaim(8));
                connection.raw().abort(claim);
            }
        };

        abstract void send(Connection<Object, Object> connection) throws InterruptedException;
    }

    @ParameterizedTest
    @EnumSource
    void shouldWakeTheReceiverWhenSomethingIsSent(final Sending sending) throws Exception {
        final CompletableFuture<Object> received = asleep(second::receive, 1);

        sending.send(first);

        assertThat(received.get(Peer.LIMIT_SECONDS, TimeUnit.SECONDS)).isNotNull();
        assertThat(system.sleepsTimedOut()).isZero();
    }

    enum Receiving {
        TYPED {
            @Override
            void receive(final Connection<Object, Object> connection) {
                connection.tryReceive();
            }
        },
        POLLED {
            @Override
            void receive(final Connection<Object, Object> connection) {
                connection.raw().poll((buffer, offset, length) -> {}, 1);
            }
        },
        COPIED {
            @Override
            void receive(final Connection<Object, Object> connection) {
                connection.raw().receiveInto(new UnsafeBuffer(new byte[512]), 0, 512);
            }
        };

        abstract void receive(Connection<Object, Object> connection);
    }

    @ParameterizedTest
    @EnumSource
    void shouldWakeTheSenderWhenThereIsRoom(final Receiving receiving) throws Exception {
        while (first.trySend(new byte[400])) {
            assertThat(first.isClosed()).isFalse();
        }
        final CompletableFuture<Boolean> sent = asleep(
                () -> {
                    first.send(new byte[400]);
                    return true;
                },
                1);

        // Room for two, since the end of the ring may be too short for one.
        receiving.receive(second);
        receiving.receive(second);

        assertThat(sent.get(Peer.LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(system.sleepsTimedOut()).isZero();
    }

    @Test
    void shouldWakeEverybodyWhenAnEndIsClosed() throws Exception {
        while (first.trySend(new byte[400])) {
            assertThat(first.isClosed()).isFalse();
        }
        final CompletableFuture<Boolean> sending = asleep(() -> first.send(new byte[400], Duration.ofHours(1)), 1);
        final CompletableFuture<Object> receiving = asleep(first::receive, 1);

        second.close();

        assertThat(sending.handle((value, failure) -> failure).get(Peer.LIMIT_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(PeerClosedException.class);
        assertThat(receiving.handle((value, failure) -> failure).get(Peer.LIMIT_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(PeerClosedException.class);
        assertThat(system.sleepsTimedOut()).isZero();
    }
}
