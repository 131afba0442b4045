package io.tandem.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tandem.TandemException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the watch over processes when its own calls fail. */
class ExitWatcherTest {
    private enum Call {
        AWAIT,
        TOKEN,
        REMOVE
    }

    /** A real set, one of whose calls fails a few times, and which can be ended. */
    private static final class FailingEpoll extends Epoll {
        private static final int TIMES = 3;

        private final Call failing;
        private final Supplier<Throwable> failure;
        private final AtomicInteger failures = new AtomicInteger();
        private volatile boolean ended;

        FailingEpoll(final Call failing, final Supplier<Throwable> failure) {
            this.failing = failing;
            this.failure = failure;
        }

        private void fail(final Call call) {
            if (ended) {
                throw new OperatingSystemException("epoll_wait", null, Errno.EBADF, "EBADF", "The test is over.", null);
            }
            if (call == failing && failures.getAndIncrement() < TIMES) {
                sneak(failure.get());
            }
        }

        @SuppressWarnings("unchecked") // on purpose: the type vanishes
        private static <T extends Throwable> void sneak(final Throwable failure) throws T {
            throw (T) failure;
        }

        @Override
        int await() {
            fail(Call.AWAIT);
            return super.await();
        }

        @Override
        long token(final int event) {
            fail(Call.TOKEN);
            return super.token(event);
        }

        @Override
        void remove(final int watched) {
            fail(Call.REMOVE);
            super.remove(watched);
        }
    }

    private ExitWatcher watcher;
    private FailingEpoll epoll;
    private Thread thread;

    @BeforeEach
    void loadNativeLibrary() {
        NativeLibrary.require();
    }

    private void watchWith(final Call failing, final Supplier<Throwable> failure) {
        epoll = new FailingEpoll(failing, failure);
        watcher = new ExitWatcher(epoll);
        thread = watcher.start();
    }

    /** Its thread ends with the next failure, for which an exit wakes it. */
    @AfterEach
    void end() throws InterruptedException {
        epoll.ended = true;
        final SpawnedProcess last = Program.shell("exit 0").start();
        try {
            watcher.add(last.descriptor(), () -> {});
        } catch (final TandemException e) {
            assertThat(e).hasMessageContaining("epoll failed"); // it has ended already
        }
        thread.join(Program.PATIENCE.toMillis());
        assertThat(thread.isAlive()).isFalse();
        Program.exit(last);
        epoll.close();
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void shouldTellOfEveryExitWhenMemoryRunsOut(final Call failing) throws InterruptedException {
        watchWith(failing, () -> new OutOfMemoryError("injected by a test"));
        final int count = 4;
        final CountDownLatch told = new CountDownLatch(count);
        final AtomicInteger tellings = new AtomicInteger();

        for (int i = 0; i < count; i++) {
            final SpawnedProcess child = Program.shell("exit " + i).start();
            watcher.add(child.descriptor(), () -> {
                tellings.incrementAndGet();
                told.countDown();
            });
            Program.exit(child);
        }

        assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(tellings).hasValue(count);
        assertThat(epoll.failures).hasValueGreaterThanOrEqualTo(FailingEpoll.TIMES);
    }

    @Test
    void shouldTellOfTheExitWhenItCantBeRemoved() throws InterruptedException {
        watchWith(
                Call.REMOVE,
                () -> new OperatingSystemException("epoll_ctl(DEL)", null, 5, "EIO", "Injected by a test.", null));
        final CountDownLatch told = new CountDownLatch(1);
        final SpawnedProcess child = Program.shell("exit 0").start();

        watcher.add(child.descriptor(), told::countDown);

        assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(epoll.failures).hasValue(1);
        Program.exit(child);
    }

    @Test
    void shouldRefuseToWatchWhenTheSetIsLost() {
        watchWith(
                Call.AWAIT,
                () -> new OperatingSystemException("epoll_wait", null, Errno.EBADF, "EBADF", "By a test.", null));
        final SpawnedProcess child = Program.shell("exit 0").start();

        await().atMost(Program.PATIENCE)
                .untilAsserted(() -> assertThatThrownBy(() -> watcher.add(child.descriptor(), () -> {}))
                        .isInstanceOf(TandemException.class)
                        .hasMessageContaining("epoll failed"));

        Program.exit(child);
    }
}
