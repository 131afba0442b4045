package io.tandem.sync.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.os.FutexResult;
import io.tandem.os.NativeLibrary;
import io.tandem.os.OperatingSystem;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.SharedPage;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.ArmedWords;
import io.tandem.wait.internal.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.concurrent.AtomicBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries for a lock that wasn't free: who is woken, and who tells the others. Threads of one JVM, each as if it were in a process of its own. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LockAttemptTest {
    // For a busy machine, on which each turn may cost a time slice.
    private static final long LIMIT_NANOS = SECONDS.toNanos(8);

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

    /** Those who give up must pass on the wake that they were sent: nobody else is woken otherwise. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldLoseNoWakeUpWhenOthersGiveUp(final boolean byInterruption) throws Exception {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        final int rounds = 15_000;
        try (RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            final long start = System.nanoTime();
            final AtomicBoolean stop = new AtomicBoolean();
            final RobustLock lock = processes.lock(page, 1, WaitPolicy.SLEEP);
            final Thread[] impatient = new Thread[2];
            for (int i = 0; i < impatient.length; i++) {
                final SplittableRandom random = new SplittableRandom(seed + i);
                impatient[i] = new Thread(() -> beImpatient(lock, stop, byInterruption, random));
                impatient[i].start();
            }
            final List<FutureTask<Void>> patient = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                patient.add(OtherThreads.start(() -> {
                    for (int round = 0; round < rounds && System.nanoTime() - start < LIMIT_NANOS; round++) {
                        lock.lock();
                        lock.unlock();
                    }
                    return null;
                }));
            }
            final SplittableRandom random = new SplittableRandom(seed + 9);
            try {
                while (!patient.get(0).isDone() || !patient.get(1).isDone()) {
                    if (byInterruption) {
                        impatient[random.nextInt(impatient.length)].interrupt();
                    }
                    Thread.onSpinWait();
                    assertThat(system.sleepsTimedOut()).isZero();
                }
            } finally {
                stop.set(true);
                for (final Thread thread : impatient) {
                    thread.interrupt();
                    thread.join(SECONDS.toMillis(30));
                }
            }

            for (final FutureTask<Void> task : patient) {
                task.get(30, SECONDS);
            }
            assertThat(buffer.getLong(0)).isZero();
        }
    }

    /**
     * A wake goes to one sleeper alone. While it is on its way, somebody who never slept takes the lock, without the waiters'
     * bit; if the one that was woken gives up now, the next unlock must still wake the other. It gives up because its time is
     * up: an interruption would wake all.
     */
    @Test
    void shouldWakeTheNextSleeperWhenTheOneThatWasWokenGivesUp() throws Exception {
        try (RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            OtherThreads.call(() -> lock(3).lock());
            final FutureTask<Integer> patient = OtherThreads.start(processes.lock(page, 1, WaitPolicy.SLEEP)::lock);
            await().until(() -> system.calls("futexWait") > 0);
            final LockAttempt impatient = wokenAttempt();
            assertThat(lock(4).lock()).isEqualTo(RobustLock.ACQUIRED);

            final int result = impatient.acquire(0);
            lock(4).unlock();

            assertThat(result).isEqualTo(RobustLock.TIMED_OUT);
            assertThat(patient.get(30, SECONDS)).isEqualTo(RobustLock.ACQUIRED);
            assertThat(system.sleepsTimedOut()).isZero();
        }
    }

    /** As before, but that unlock comes behind the last look of the one that gives up, and before it announces the other. */
    @Test
    void shouldWakeTheNextSleeperWhenUnlockedBehindTheLastLookOfTheOneThatGivesUp() throws Exception {
        try (RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            OtherThreads.call(() -> lock(3).lock());
            final FutureTask<Integer> patient = OtherThreads.start(processes.lock(page, 1, WaitPolicy.SLEEP)::lock);
            await().until(() -> system.calls("futexWait") > 0);
            final LockAttempt impatient = wokenAttempt();
            assertThat(lock(4).lock()).isEqualTo(RobustLock.ACQUIRED);
            processes.atNextQuestion(() -> lock(4).unlock());

            final int result = impatient.acquire(0);

            assertThat(result).isEqualTo(RobustLock.TIMED_OUT);
            assertThat(patient.get(30, SECONDS)).isEqualTo(RobustLock.ACQUIRED);
            assertThat(system.sleepsTimedOut()).isZero();
        }
    }

    /** Announced beside another sleeper, and then the only one to be woken by an unlock. */
    private LockAttempt wokenAttempt() {
        final LockAttempt attempt = new LockAttempt().begin(lock(2), LockWordDescriptor.held(2, 1), true);
        attempt.arm(new ArmedWords());
        buffer.putLongVolatile(0, LockWordDescriptor.FREE);
        SimulatedProcesses.disarm(buffer);
        return attempt;
    }

    @Test
    void shouldNotSleepWhenItWasUnlockedBehindTheLastLook() {
        final RobustLock owner = lock(2);
        owner.lock();
        final ArmedWords words = new ArmedWords();
        final LockAttempt attempt = new LockAttempt().begin(lock(1), LockWordDescriptor.held(1, 1), true);
        attempt.arm(words);
        assertThat(attempt.holds(false)).isFalse();

        owner.unlock();
        final FutexResult result = OperatingSystem.current().futexWait(words.futexWords(), SECONDS.toNanos(20));

        assertThat(result).isEqualTo(FutexResult.CHANGED);
    }

    @Test
    void shouldAnnounceTheOtherSleepersWhenOneWasWokenAndOwnsIt() throws Exception {
        try (RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            final RobustLock owner = lock(9);
            owner.lock();
            final List<FutureTask<Integer>> sleepers = new ArrayList<>();
            for (int process = 1; process <= 3; process++) {
                final RobustLock lock = processes.lock(page, process, WaitPolicy.SLEEP);
                sleepers.add(OtherThreads.start(() -> {
                    final int result = lock.lock();
                    lock.unlock();
                    return result;
                }));
            }
            await().until(() -> system.calls("futexWait") > 2);

            owner.unlock();

            for (final FutureTask<Integer> sleeper : sleepers) {
                assertThat(sleeper.get(30, SECONDS)).isEqualTo(RobustLock.ACQUIRED);
            }
            assertThat(system.sleepsTimedOut()).isZero();
        }
    }

    private static void beImpatient(
            final RobustLock lock,
            final AtomicBoolean stop,
            final boolean byInterruption,
            final SplittableRandom random) {
        while (!stop.get()) {
            try {
                final int result =
                        byInterruption ? lock.tryLock(Waiting.FOREVER) : lock.tryLock(random.nextInt(1, 30_000));
                if (result != RobustLock.TIMED_OUT) {
                    lock.unlock();
                }
            } catch (final InterruptedException e) {
                Thread.onSpinWait();
            }
        }
    }

    private RobustLock lock(final int process) {
        return processes.lock(page, process, WaitPolicy.SPIN_THEN_SLEEP);
    }
}
