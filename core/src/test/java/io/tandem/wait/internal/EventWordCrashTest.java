package io.tandem.wait.internal;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.os.NativeLibrary;
import io.tandem.testing.CrashPoint;
import io.tandem.testing.CrashSignal;
import io.tandem.testing.SharedPage;
import io.tandem.wait.WaitPolicy;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process dies before each of its accesses to the word and each of its system calls; the others go on. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventWordCrashTest {
    private static final int DATA = 256;

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    @Test
    void shouldStrandNoSleeperWhenASignallerDiesAfterPublishing() throws Exception {
        int step = 1;
        for (boolean died = true; died; step++) {
            try (SharedPage page = SharedPage.create()) {
                final FutureTask<Boolean> sleeper = sleep(page, SECONDS.toNanos(60));
                while (page.buffer().getIntVolatile(0) == 0) {
                    Thread.onSpinWait();
                }

                died = dies(step, page, own -> {
                    own.buffer().putLongRelease(DATA, 1);
                    word(own).signal();
                });
                if (step == 1) {
                    page.buffer().putLongRelease(DATA, 1); // died before it published: a survivor does
                }

                assertThat(sleeper.get(30, SECONDS))
                        .as("after a death at step %d", step)
                        .isTrue();
            }
        }
        assertThat(step).isGreaterThan(5);
    }

    @Test
    void shouldHarmNobodyWhenASleeperDies() throws Exception {
        int step = 1;
        for (boolean died = true; died; step++) {
            try (SharedPage page = SharedPage.create()) {
                died = dies(
                        step,
                        page,
                        own -> assertThat(wait(own, MILLISECONDS.toNanos(10))).isFalse());

                final FutureTask<Boolean> sleeper = sleep(page, SECONDS.toNanos(60));
                page.buffer().putLongRelease(DATA, 1);
                word(page).signal();

                assertThat(sleeper.get(30, SECONDS))
                        .as("after a death at step %d", step)
                        .isTrue();
            }
        }
        assertThat(step).isGreaterThan(4);
    }

    @FunctionalInterface
    private interface Victim {
        void run(SharedPage own) throws InterruptedException;
    }

    private static boolean dies(final int step, final SharedPage page, final Victim victim) throws Exception {
        try (CrashPoint point = CrashPoint.at(step)) {
            try (SharedPage own = SharedPage.open(page.file())) {
                victim.run(own);
            } catch (final CrashSignal e) {
                assertThat(point.hasDied()).isTrue();
            }
            return point.hasDied();
        }
    }

    private static FutureTask<Boolean> sleep(final SharedPage page, final long timeoutNanos) {
        final FutureTask<Boolean> sleeper = new FutureTask<>(() -> wait(page, timeoutNanos));
        new Thread(sleeper).start();
        return sleeper;
    }

    private static boolean wait(final SharedPage page, final long timeoutNanos) throws InterruptedException {
        final TestSource source = new TestSource(word(page), () -> page.buffer().getLongAcquire(DATA) == 1);
        return Waiting.await(WaitPolicy.SLEEP, source, slow -> source.isReady(), timeoutNanos);
    }

    private static EventWord word(final SharedPage page) {
        return new EventWord(page.buffer(), 0, page.address(0), true);
    }
}
