package io.tandem.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.TandemException;
import io.tandem.os.NativeLibrary;
import io.tandem.segment.IncompatibleException;
import io.tandem.testing.BeforeSleep;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.HookedBuffers;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.WaitSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a shared latch has beyond the JDK's. */
@SuppressWarnings("try") // closed without use
class SharedLatchTest {
    private static final String NAME = "latch";
    private static final int THREADS = 4;
    private static final int EACH = 5_000;

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private SharedLatch.Builder builder(final long count) {
        return SharedLatch.builder(count).domain(domain.get()).name(NAME);
    }

    @AfterEach
    void delete() {
        SharedLatch.delete(domain.get(), NAME);
    }

    @Test
    void shouldCountExactlyWhenManyCountDown() throws Exception {
        try (SharedLatch latch = builder((long) THREADS * EACH + 1).create()) {
            final List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                final Thread thread = new Thread(() -> {
                    for (int k = 0; k < EACH; k++) {
                        latch.countDown();
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (final Thread thread : threads) {
                thread.join(SECONDS.toMillis(60));
            }

            assertThat(latch.count()).isOne();
            assertThat(latch).asString().endsWith("count 1");
        }
    }

    @Test
    void shouldWaitUninterruptiblyWhenAskedTo() throws Exception {
        try (SharedLatch latch = builder(1).create()) {
            final BlockedCall<Boolean> waiting = BlockedCall.start(() -> {
                latch.awaitUninterruptibly();
                return Thread.currentThread().isInterrupted();
            });

            waiting.interrupt();
            latch.countDown();

            assertThat(waiting.result()).isTrue();
        }
    }

    @Test
    void shouldWakeWithAnExceptionWhenTheHandleIsClosed() throws Exception {
        final SharedLatch latch = builder(1).create();
        final BlockedCall<Boolean> waiting = BlockedCall.start(() -> latch.await(60, SECONDS));

        latch.close();

        assertThat(waiting.failure()).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        assertThatThrownBy(latch::countDown).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(latch::count).isInstanceOf(IllegalStateException.class);
    }

    /** A slice would hide a signal that never came: so the sleep must be over before. */
    @Test
    void shouldEndASleepWhenTheCountReachesZeroBehindTheLastLook() throws Exception {
        NativeLibrary.require();
        try (SharedLatch latch = builder(1).waitPolicy(WaitPolicy.SLEEP).create();
                BeforeSleep sleep = BeforeSleep.run(latch::countDown)) {
            final boolean returned = latch.await(60, SECONDS);

            assertThat(returned).isTrue();
            assertThat(sleep.wasSignalled()).isTrue();
        }
    }

    /** Another counts down between its look at the count and its change. */
    @Test
    void shouldCountBothWhenOneIsOvertakenByAnother() {
        final AtomicBoolean overtaken = new AtomicBoolean(true);
        try (SharedLatch other = builder(3).create();
                HookedBuffers hooked = HookedBuffers.after("getLongVolatile", () -> {
                    if (!overtaken.getAndSet(true)) {
                        other.countDown();
                    }
                });
                SharedLatch mine = builder(3).open()) {
            overtaken.set(false);

            mine.countDown();

            assertThat(other.count()).isOne();
        }
    }

    @Test
    void shouldRefuseWhenACountMakesNoSense() {
        assertThatThrownBy(() -> SharedLatch.builder(-1)).isInstanceOf(IllegalArgumentException.class);
        try (SharedLatch latch = builder(0).create()) {
            assertThatThrownBy(() -> latch.countDown(0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> latch.countDown(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> builder(1).open()).isInstanceOf(IncompatibleException.class);
        }
    }

    @Test
    void shouldBeReadyInAWaitSetWhenItsCountIsZero() throws Exception {
        try (SharedLatch latch = builder(1).create();
                SharedEvent event = SharedEvent.builder().domain(domain.get()).create()) {
            final BlockedCall<Object> waiting =
                    BlockedCall.start(() -> WaitSet.of(event, latch).await());

            latch.countDown();

            assertThat(waiting.result()).isEqualTo(List.of(latch));
        }
    }

    @Test
    void shouldKeepItsCountWhenAllHandlesAreClosed() {
        try (SharedLatch latch = builder(7).create()) {
            latch.countDown(3);
        }

        try (SharedLatch latch = builder(7).openOrCreate()) {
            assertThat(latch.count()).isEqualTo(4);
        }
    }

    @Test
    void shouldTellWhenSomethingElseHasWrittenOverIt() {
        try (SharedLatch latch = builder(1).create();
                var raw = TestSegments.open(latch)) {
            raw.buffer().putLong(128, -5);

            assertThatThrownBy(latch::count).isInstanceOf(TandemException.class).hasMessageContaining("-5");
            assertThatThrownBy(latch::countDown).isInstanceOf(TandemException.class);
        }
    }
}
