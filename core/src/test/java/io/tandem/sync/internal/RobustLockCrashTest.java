package io.tandem.sync.internal;

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
class RobustLockCrashTest {
    private static final int VICTIM = 1;
    private static final int SURVIVOR = 2;
    private static final int HOLDER = 3;

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    @Test
    void shouldLetOthersGoOnWhenAProcessDiesInLockOrUnlock() throws Exception {
        final int points = atEachStep(
                page -> {},
                victim -> {
                    victim.lock();
                    victim.unlock();
                },
                (page, processes) -> {});

        assertThat(points).isGreaterThanOrEqualTo(3);
    }

    @Test
    void shouldLetOthersGoOnWhenAProcessDiesWaiting() throws Exception {
        final int points = atEachStep(
                page -> page.buffer().putLongVolatile(0, LockWordDescriptor.held(HOLDER, 1)),
                victim -> {
                    final int result = victim.tryLock(MILLISECONDS.toNanos(10));
                    assertThat(result).isEqualTo(RobustLock.TIMED_OUT);
                },
                (page, processes) -> assertThat(
                                LockWordDescriptor.process(page.buffer().getAndSetLong(0, 0)))
                        .isEqualTo(HOLDER));

        assertThat(points).isGreaterThanOrEqualTo(4); // more if the time suffices to fall asleep
    }

    @Test
    void shouldLetOthersGoOnWhenARecovererDies() throws Exception {
        final int points = atEachStep(
                page -> page.buffer().putLongVolatile(0, LockWordDescriptor.held(HOLDER, 1)),
                victim -> {
                    assertThat(victim.lock()).isEqualTo(HOLDER);
                    victim.unlock();
                },
                (page, processes) -> processes.kill(HOLDER),
                HOLDER);

        assertThat(points).isGreaterThanOrEqualTo(5);
    }

    /** The victim holds the lock while a survivor sleeps for it, and dies around the wake. */
    @Test
    void shouldLetASleeperGoOnWhenAProcessDiesUnlocking() throws Exception {
        int step = 1;
        for (boolean died = true; died; step++) {
            final SimulatedProcesses processes = new SimulatedProcesses();
            try (SharedPage page = SharedPage.create()) {
                final RobustLock first = processes.lock(page, VICTIM, WaitPolicy.SLEEP);
                first.lock();
                final RobustLock survivor = processes.lock(page, SURVIVOR, WaitPolicy.SLEEP);
                final FutureTask<Integer> waiting = new FutureTask<>(() -> {
                    final int result = survivor.lock();
                    survivor.unlock();
                    return result;
                });
                new Thread(waiting).start();
                while (!SimulatedProcesses.isAnnounced(page.buffer())) {
                    Thread.onSpinWait();
                }

                died = dies(step, page, processes, RobustLock::unlock);
                processes.kill(VICTIM);

                assertThat(waiting.get(30, SECONDS)).isIn(RobustLock.ACQUIRED, VICTIM);
                assertThat(page.buffer().getLong(0)).isZero();
            }
        }
        assertThat(step).isGreaterThan(3);
    }

    @FunctionalInterface
    private interface Victim {
        void run(RobustLock lock) throws InterruptedException;
    }

    private interface Setting {
        void prepare(SharedPage page);
    }

    private interface Aftermath {
        void happen(SharedPage page, SimulatedProcesses processes);
    }

    /** Returns how many steps there were to die at. */
    private static int atEachStep(
            final Setting setting, final Victim victim, final Aftermath aftermath, final int... deadBefore)
            throws Exception {
        int step = 1;
        while (true) {
            final SimulatedProcesses processes = new SimulatedProcesses();
            for (final int dead : deadBefore) {
                processes.kill(dead);
            }
            try (SharedPage page = SharedPage.create()) {
                setting.prepare(page);

                final boolean died = dies(step, page, processes, victim);
                processes.kill(VICTIM);
                aftermath.happen(page, processes);

                final RobustLock survivor = processes.lock(page, SURVIVOR, WaitPolicy.SLEEP);
                assertThat(survivor.tryLock(SECONDS.toNanos(30)))
                        .as("after a death at step %d", step)
                        .isIn(RobustLock.ACQUIRED, VICTIM, HOLDER);
                survivor.unlock();
                assertThat(survivor.tryLock()).isEqualTo(RobustLock.ACQUIRED);
                survivor.unlock();
                assertThat(page.buffer().getLong(0)).isZero();
                if (!died) {
                    return step - 1;
                }
            }
            step++;
        }
    }

    private static boolean dies(
            final int step, final SharedPage page, final SimulatedProcesses processes, final Victim victim)
            throws Exception {
        try (CrashPoint point = CrashPoint.at(step)) {
            try (SharedPage own = SharedPage.open(page.file())) {
                victim.run(processes.lock(own, VICTIM, WaitPolicy.SLEEP));
            } catch (final CrashSignal e) {
                assertThat(point.hasDied()).isTrue();
            }
            return point.hasDied();
        }
    }
}
