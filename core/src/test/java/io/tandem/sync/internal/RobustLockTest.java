package io.tandem.sync.internal;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tandem.TandemException;
import io.tandem.os.NativeLibrary;
import io.tandem.os.OperatingSystemException;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.SharedPage;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.concurrent.AtomicBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threads of one JVM, each as if it were in a process of its own. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RobustLockTest {
    // For a busy machine, on which each turn may cost a time slice.
    private static final long LIMIT_NANOS = SECONDS.toNanos(8);

    private static final int EMFILE = 24;

    private final SimulatedProcesses processes = new SimulatedProcesses();
    private SharedPage page;
    private AtomicBuffer buffer;

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    @BeforeEach
    void createPage() throws Exception {
        page = SharedPage.create();
        buffer = page.buffer();
    }

    @AfterEach
    void removePage() throws Exception {
        page.close();
    }

    @Test
    void shouldNameItsOwnerAndNothingElseWhenHeld() {
        final RobustLock lock = lock(5);

        final int result = lock.lock();

        assertThat(result).isEqualTo(RobustLock.ACQUIRED);
        assertThat(buffer.getLong(0))
                .isEqualTo(LockWordDescriptor.held(5, Thread.currentThread().getId()));
        assertThat(lock.isHeldByCurrentThread()).isTrue();
        lock.unlock();
        assertThat(buffer.getLong(0)).isZero();
        assertThat(lock.isHeldByCurrentThread()).isFalse();
    }

    @Test
    void shouldAskNobodyWhenUncontended() throws Exception {
        final RobustLock lock = lock(5);
        try (RecordingSystem system = RecordingSystem.install()) {
            for (int i = 0; i < 100; i++) {
                lock.lock();
                lock.unlock();
                lock.tryLock();
                lock.unlock();
                lock.tryLock(1_000);
                lock.unlock();
            }

            assertThat(system.calls("futexWake") + system.calls("futexWait")).isZero();
            assertThat(processes.questions()).isZero();
        }
    }

    @Test
    void shouldTimeOutWhenAnotherProcessHoldsIt() throws Exception {
        OtherThreads.call(() -> lock(2).lock());
        final RobustLock lock = lock(1);
        final long start = System.nanoTime();

        assertThat(lock.tryLock()).isEqualTo(RobustLock.TIMED_OUT);
        assertThat(lock.tryLock(0)).isEqualTo(RobustLock.TIMED_OUT);
        assertThat(lock.tryLock(Long.MIN_VALUE)).isEqualTo(RobustLock.TIMED_OUT);
        assertThat(lock.tryLock(MILLISECONDS.toNanos(120))).isEqualTo(RobustLock.TIMED_OUT);

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(120));
        assertThat(LockWordDescriptor.process(buffer.getLong(0))).isEqualTo(2);
    }

    @Test
    void shouldNotAskWhetherThisProcessLivesWhenAnotherThreadOfItHoldsIt() throws Exception {
        OtherThreads.call(() -> lock(1).lock());

        assertThat(lock(1).tryLock()).isEqualTo(RobustLock.TIMED_OUT);

        assertThat(processes.questions()).isZero();
    }

    @Test
    void shouldRefuseToUnlockWhenTheThreadIsNotTheOwner() throws Exception {
        final RobustLock lock = lock(1);

        assertThatThrownBy(lock::unlock)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("nobody holds it");
        lock.lock();
        OtherThreads.call(() -> {
            assertThatThrownBy(lock::unlock)
                    .isInstanceOf(IllegalMonitorStateException.class)
                    .hasMessageContaining("of this process holds it");
            return null;
        });
        assertThatThrownBy(lock(2)::unlock)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("process 1 (simulated) holds it");

        lock.unlock();
        assertThat(buffer.getLong(0)).isZero();
    }

    @Test
    void shouldNameTheThreadWhenItWouldWaitForItself() {
        final RobustLock lock = lock(1);
        lock.lock();

        for (final Callable<Integer> again : List.<Callable<Integer>>of(
                lock::lock, lock::tryLock, () -> lock.tryLock(Waiting.FOREVER), () -> lock.tryLock(1))) {
            assertThatThrownBy(again::call)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(Thread.currentThread().getName())
                    .hasMessageContaining("isn't reentrant");
        }

        lock.unlock();
    }

    @Test
    void shouldTellWhoDiedAndOnlyOnceWhenTheOwnerIsDead() throws Exception {
        OtherThreads.call(() -> lock(7).lock());
        processes.kill(7);

        final int first = lock(1).tryLock();
        lock(1).unlock();
        final int second = lock(1).tryLock();

        assertThat(first).isEqualTo(7);
        assertThat(second).isEqualTo(RobustLock.ACQUIRED);
    }

    @ParameterizedTest
    @EnumSource(WaitPolicy.class)
    void shouldTakeOverWhenTheOwnerDiesDuringTheWait(final WaitPolicy policy) throws Exception {
        OtherThreads.call(() -> lock(7).lock());
        final RobustLock lock = processes.lock(page, 1, policy);
        final FutureTask<Integer> waiting = OtherThreads.start(lock::lock);
        await().until(() -> processes.questions() > 0);

        processes.kill(7);

        assertThat(waiting.get(30, SECONDS)).isEqualTo(7);
    }

    @Test
    void shouldTellTheNextOneWhenTheRecovererDiesToo() throws Exception {
        OtherThreads.call(() -> lock(7).lock());
        processes.kill(7);
        OtherThreads.call(() -> lock(8).lock());
        processes.kill(8);

        assertThat(lock(1).lock()).isEqualTo(8);
    }

    @Test
    void shouldLetOneWinWhenManyRecoverAtOnce() throws Exception {
        for (int round = 0; round < 200; round++) {
            buffer.putLongVolatile(0, LockWordDescriptor.held(1000, 1));
            buffer.putIntVolatile(LockWordDescriptor.RELEASED_OFFSET, round & 1);
            processes.kill(1000);
            final AtomicBoolean go = new AtomicBoolean();
            final List<FutureTask<Integer>> racers = new ArrayList<>();
            for (int process = 1; process <= 4; process++) {
                final RobustLock lock = lock(process);
                racers.add(OtherThreads.start(() -> {
                    while (!go.get()) {
                        Thread.onSpinWait();
                    }
                    final int result = lock.lock();
                    lock.unlock();
                    return result;
                }));
            }

            go.set(true);

            int told = 0;
            for (final FutureTask<Integer> racer : racers) {
                told += racer.get(30, SECONDS) == 1000 ? 1 : 0;
            }
            assertThat(told).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(WaitPolicy.class)
    void shouldExcludeAllOthersAndLoseNoWakeUpWhenContended(final WaitPolicy policy) throws Exception {
        final int threads = 4;
        final int rounds = policy == WaitPolicy.SPIN ? 2_000 : 20_000;
        try (RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            final long start = System.nanoTime();
            final List<FutureTask<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                // Two threads in each of two processes.
                final RobustLock lock = processes.lock(page, 1 + i / 2, policy);
                tasks.add(OtherThreads.start(() -> {
                    int round = 0;
                    while (round < rounds && System.nanoTime() - start < LIMIT_NANOS) {
                        lock.lock();
                        buffer.putLong(256, buffer.getLong(256) + 1);
                        lock.unlock();
                        round++;
                    }
                    return round;
                }));
            }

            long expected = 0;
            for (final FutureTask<Integer> task : tasks) {
                expected += task.get(50, SECONDS);
            }

            assertThat(buffer.getLong(256)).isEqualTo(expected);
            assertThat(buffer.getLong(0)).isZero();
            assertThat(system.sleepsTimedOut()).isZero();
        }
    }

    @Test
    void shouldWakeAWaiterWhenUnlocked() throws Exception {
        try (RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            final RobustLock holder = lock(1);
            holder.lock();
            final FutureTask<Integer> waiting = OtherThreads.start(processes.lock(page, 2, WaitPolicy.SLEEP)::lock);
            await().until(() -> system.calls("futexWait") > 0);

            holder.unlock();

            assertThat(waiting.get(30, SECONDS)).isEqualTo(RobustLock.ACQUIRED);
            assertThat(system.sleepsTimedOut()).isZero();
        }
    }

    /** The recoverer never slept; only the dead one's word says that somebody does. */
    @Test
    void shouldWakeAWaiterOfTheDeadWhenTheRecovererUnlocks() throws Exception {
        try (RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            OtherThreads.call(() -> lock(7).lock());
            final FutureTask<Integer> waiting = OtherThreads.start(processes.lock(page, 2, WaitPolicy.SLEEP)::lock);
            await().until(() -> system.calls("futexWait") > 0);
            processes.kill(7);

            assertThat(lock(1).tryLock()).isEqualTo(7);
            lock(1).unlock();

            assertThat(waiting.get(30, SECONDS)).isEqualTo(RobustLock.ACQUIRED);
            assertThat(system.sleepsTimedOut()).isZero();
        }
    }

    @Test
    void shouldThrowWhenInterruptedBefore() {
        final RobustLock lock = lock(1);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> lock.tryLock(Waiting.FOREVER)).isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> lock.tryLock(1)).isInstanceOf(InterruptedException.class);

        assertThat(buffer.getLong(0)).isZero();
    }

    @Test
    void shouldThrowWhenInterruptedDuring() throws Exception {
        lock(1).lock();
        final FutureTask<Integer> waiting = new FutureTask<>(() -> lock(2).tryLock(Waiting.FOREVER));
        final Thread thread = new Thread(waiting);
        try (RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            thread.start();
            await().until(() -> system.calls("futexWait") > 0);

            thread.interrupt();

            assertThatThrownBy(() -> waiting.get(30, SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
        }
        lock(1).unlock();
        assertThat(buffer.getLong(0)).isZero();
    }

    @Test
    void shouldKeepTheInterruptionForLaterWhenLockCannotThrow() throws Exception {
        lock(1).lock();
        final FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            lock(2).lock();
            return Thread.currentThread().isInterrupted();
        });
        final Thread thread = new Thread(waiting);
        try (RecordingSystem system = RecordingSystem.install()) {
            thread.start();
            await().until(() -> system.calls("futexWait") > 0);

            thread.interrupt();

            assertThatThrownBy(() -> waiting.get(100, MILLISECONDS)).isInstanceOf(TimeoutException.class);
        }
        lock(1).unlock();
        assertThat(waiting.get(30, SECONDS)).isTrue();
    }

    @Test
    void shouldRefuseWhenNoProcessWroteTheWord() {
        buffer.putLong(0, 0x7abc_0000_0000_0001L);

        assertThatThrownBy(() -> lock(1).lock())
                .isInstanceOf(TandemException.class)
                .hasMessageContaining("7abc000000000001");
        assertThatThrownBy(() -> lock(1).tryLock()).isInstanceOf(TandemException.class);
    }

    @Test
    void shouldNotReportADeathWhenTheOwnerHadLetGoBefore() {
        final RobustLock owners = lock(2);
        assertThat(owners.lock()).isZero();
        processes.atNextQuestion(() -> {
            owners.release();
            processes.kill(2);
        });
        final LockWaits reporting = new LockWaits() {
            @Override
            public boolean takesOver() {
                return false;
            }
        };

        final int outcome = new RobustLock(
                        buffer, 0, buffer.addressOffset(), 1, processes, WaitPolicy.SLEEP, () -> true, reporting)
                .lock();

        assertThat(outcome).isEqualTo(RobustLock.ACQUIRED);
    }

    @Test
    void shouldWaitOnWhenItCantBeKnownForAWhileWhetherTheOwnerLives() {
        final RobustLock owners = lock(2);
        final RobustLock mine = lock(1);
        assertThat(owners.lock()).isZero();
        final Runnable failing = () -> {
            throw new OperatingSystemException("open", null, EMFILE, "EMFILE", "The test wants it to fail.", null);
        };

        processes.atNextQuestion(failing);
        final int tried = mine.tryLock();
        processes.atNextQuestion(failing);
        final boolean dead = mine.isOwnerDead();
        owners.release();

        assertThat(dead).isFalse();
        assertThat(tried).isEqualTo(RobustLock.TIMED_OUT);
        assertThat(mine.lock()).isEqualTo(RobustLock.ACQUIRED);
    }

    @Test
    void shouldRefuseWhenNoLockCanHaveTheAddressOrTheNumber() {
        assertThatThrownBy(() -> new RobustLock(
                        buffer, 4, buffer.addressOffset() + 4, 1, processes, WaitPolicy.SLEEP, () -> true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("multiple of 8");
        for (final int process : new int[] {0, -1, 1 << 30}) {
            assertThatThrownBy(() -> lock(process))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("process number");
        }
    }

    private RobustLock lock(final int process) {
        return processes.lock(page, process, WaitPolicy.SPIN_THEN_SLEEP);
    }
}
