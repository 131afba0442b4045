package io.tandem.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.TandemException;
import io.tandem.testing.TestDomain;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Closing under threads that are inside, and memory that outlives its handles. */
@Tag("unchecked-bounds")
@SuppressWarnings("try") // closed without use
class PipeCloseRaceTest {
    private static final int ROUNDS = Boolean.getBoolean("tandem.long") ? 2_000 : 150;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private interface Call {
        void run() throws Exception;
    }

    @Test
    void shouldRefuseAndNeverCrashWhenClosedUnderItsUsers() throws Exception {
        final AtomicReference<Throwable> unexpected = new AtomicReference<>();

        for (int round = 0; round < ROUNDS; round++) {
            final SharedPipe<Object, Object> pipe = SharedPipe.builder(Object.class, Object.class)
                    .domain(domain.get())
                    .capacityBytes(4096)
                    .create();
            final Connection<Object, Object> first = pipe.first();
            final Connection<Object, Object> second = pipe.second();
            final CountDownLatch started = new CountDownLatch(4);
            final List<Thread> users = List.of(
                    user(started, unexpected, () -> first.send("text")),
                    user(started, unexpected, second::receive),
                    user(started, unexpected, () -> {
                        final long claim = second.raw().tryClaim(64);
                        if (claim >= 0) {
                            second.raw().buffer().setMemory((int) claim, 64, (byte) 1);
                            second.raw().commit(claim);
                        } else if (claim == RawConnection.CLOSED || claim == RawConnection.PEER_CLOSED) {
                            throw new IllegalStateException("closed");
                        }
                    }),
                    user(started, unexpected, () -> {
                        final long count = first.raw().poll((buffer, offset, length) -> buffer.getLong(offset), 10);
                        if (count == RawConnection.CLOSED || count == RawConnection.PEER_CLOSED) {
                            throw new IllegalStateException("closed");
                        }
                    }));
            started.await();
            for (int spin = 0; spin < round * 10; spin++) {
                Thread.onSpinWait();
            }

            pipe.close();
            (round % 2 == 0 ? first : second).close();
            (round % 2 == 0 ? second : first).close();
            for (final Thread user : users) {
                user.join(Peer.LIMIT_SECONDS * 1000);
                assertThat(user.isAlive()).isFalse();
            }
        }

        assertThat(unexpected.get()).isNull();
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("hs_err"));
        }
    }

    @Test
    void shouldCloseWhenAnotherThreadIsLookingAndFindsItCorrupt() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (SharedPipe<Object, Object> pipe = SharedPipe.builder(Object.class, Object.class)
                            .domain(domain.get())
                            .capacityBytes(4096)
                            .create();
                    Connection<Object, Object> first = pipe.first()) {
                final Connection<Object, Object> second = pipe.second();
                first.raw().buffer().putInt(0, 5); // no record is that short
                final CountDownLatch started = new CountDownLatch(1);
                final Thread looker = daemon(() -> {
                    started.countDown();
                    pollUntilClosed(second);
                });
                started.await();
                for (int spin = 0; spin < round * 10; spin++) {
                    Thread.onSpinWait();
                }

                final Thread closer = daemon(second::close);
                closer.join(Peer.LIMIT_SECONDS * 1000);

                assertThat(closer.isAlive()).as("closing, in round %d", round).isFalse();
                looker.join(Peer.LIMIT_SECONDS * 1000);
                assertThat(looker.isAlive()).isFalse();
            }
        }
    }

    private static void pollUntilClosed(final Connection<Object, Object> connection) {
        while (!connection.isClosed()) {
            try {
                connection.poll();
            } catch (final CorruptPipeException | IllegalStateException e) {
                assertThat(e).isNotNull();
            }
        }
    }

    private static Thread daemon(final Runnable work) {
        final Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Thread user(
            final CountDownLatch started, final AtomicReference<Throwable> unexpected, final Call call) {
        final Thread thread = new Thread(() -> {
            started.countDown();
            try {
                while (true) {
                    call.run();
                }
            } catch (final IllegalStateException | PeerClosedException e) {
                assertThat(e).isNotNull();
            } catch (final TandemException e) {
                unexpected.set(e);
            } catch (final Throwable t) {
                unexpected.set(t);
            }
        });
        thread.start();
        return thread;
    }

    @Test
    void shouldStayReadableWhenAViewOutlivesItsCollectedHandle() {
        final List<DirectBuffer> views = new ArrayList<>();

        final WeakReference<Object> handle = leaveAView(views);
        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(handle.get()).isNull();
        });

        final DirectBuffer view = views.get(0);
        for (int i = 0; i < view.capacity(); i += Long.BYTES) {
            assertThat(view.getLong(i)).isZero();
        }
        ((org.agrona.MutableDirectBuffer) view).putLong(0, 1);
    }

    private WeakReference<Object> leaveAView(final List<DirectBuffer> views) {
        try (var pipe = SharedPipe.builder(Object.class, Object.class)
                        .domain(domain.get())
                        .create();
                var first = pipe.first();
                var second = pipe.second()) {
            first.raw().offer(new UnsafeBuffer(new byte[] {1, 2, 3}), 0, 3);
            second.raw().poll((buffer, offset, length) -> views.add(buffer), 1);
            return new WeakReference<>(second);
        }
    }
}
