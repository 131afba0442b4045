package io.tandem.sync.internal;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** JVMs that share a lock, stop and die. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RobustLockProcessTest {
    private static final boolean LONG = Boolean.getBoolean("tandem.long");

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private LockProgram own;

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    @BeforeEach
    void open() {
        own = new LockProgram(domain.get(), WaitPolicy.SPIN_THEN_SLEEP);
    }

    @AfterEach
    void close() {
        own.close();
        Segment.delete(domain.get(), LockProgram.NAME, ObjectKind.QUEUE);
    }

    @ParameterizedTest
    @EnumSource(
            value = WaitPolicy.class,
            names = {"SPIN_THEN_SLEEP", "SLEEP"})
    void shouldExcludeOtherProcessesWhenTheyContend(final WaitPolicy policy) throws Exception {
        final int rounds = 5_000;
        try (ChildJvm first = start(policy, "count", rounds);
                ChildJvm second = start(policy, "count", rounds)) {
            numberOf(first);
            numberOf(second);
            own.buffer.putLongVolatile(LockProgram.GO, 1);
            own.count(rounds);

            assertThat(first.awaitExit()).isZero();
            assertThat(second.awaitExit()).isZero();
            assertThat(own.buffer.getLong(LockProgram.COUNTER)).isEqualTo(3L * rounds);
            assertThat(own.buffer.getLong(LockProgram.TWIN)).isEqualTo(3L * rounds);
            assertThat(own.buffer.getLong(LockProgram.FAULTS)).isZero();
            assertThat(own.buffer.getLong(0)).isZero();
        }
    }

    @Test
    void shouldTellOfEachDeathOnceWhenOwnersAreKilledAtRandomInstants() throws Exception {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        final SplittableRandom random = new SplittableRandom(seed);
        final int victims = LONG ? 100 : 10;
        final int atOnce = 3;
        final List<ChildJvm> living = new ArrayList<>();
        final List<Integer> killed = new ArrayList<>();
        try {
            for (int round = 0; round < victims; round++) {
                while (living.size() < atOnce) {
                    living.add(start(WaitPolicy.SPIN_THEN_SLEEP, "churn", random.nextLong()));
                }
                final ChildJvm victim = living.remove(0);
                final int number = numberOf(victim);
                victim.await("churning");
                awaitProgress(random.nextLong(SECONDS.toNanos(1) / 20));
                victim.kill();
                killed.add(number);

                own.acquired(own.lock.lock());
                own.release();
                awaitProgress(0);
            }
        } finally {
            living.forEach(ChildJvm::close);
        }

        own.acquired(own.lock.lock());
        own.release();

        assertThat(own.buffer.getLong(LockProgram.FAULTS)).isZero();
        int told = 0;
        for (final int number : killed) {
            assertThat(own.buffer.getLong(LockProgram.DEATHS + 8 * number)).isBetween(0L, 1L);
            told += (int) own.buffer.getLong(LockProgram.DEATHS + 8 * number);
        }
        System.out.println(told + " of " + killed.size() + " died holding the lock");
        assertThat(own.buffer.getLong(0)).isZero();
    }

    @Test
    void shouldTellTheNextOwnerOnceWhenTheHolderIsKilled() throws Exception {
        try (ChildJvm child = start(WaitPolicy.SLEEP, "hold")) {
            final int number = numberOf(child);
            child.await("holding");
            final FutureTask<Integer> waiting = waitForLock();

            child.kill();

            assertThat(waiting.get(30, SECONDS)).isEqualTo(number);
            assertThat(own.lock.tryLock()).isEqualTo(RobustLock.ACQUIRED);
            own.lock.unlock();
        }
    }

    @Test
    void shouldNotBeRobbedWhenTheHolderIsStopped() throws Exception {
        try (ChildJvm child = start(WaitPolicy.SLEEP, "hold")) {
            child.await("holding");

            child.signal("STOP");
            try {
                assertThat(own.lock.tryLock()).isEqualTo(RobustLock.TIMED_OUT);
                assertThat(own.lock.tryLock(MILLISECONDS.toNanos(400))).isEqualTo(RobustLock.TIMED_OUT);
            } finally {
                child.signal("CONT");
            }
            child.println("");

            assertThat(own.lock.lock()).isEqualTo(RobustLock.ACQUIRED);
            own.lock.unlock();
        }
    }

    @Test
    void shouldWakeAWaiterInAnotherProcessWhenUnlocked() throws Exception {
        try (ChildJvm child = start(WaitPolicy.SLEEP, "hold");
                RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            child.await("holding");
            final FutureTask<Integer> waiting = waitForLock();
            await().until(() -> own.segment.holders().allCanWake() && system.calls("futexWait") > 0);

            child.println("");

            assertThat(waiting.get(30, SECONDS)).isEqualTo(RobustLock.ACQUIRED);
            assertThat(system.sleepsTimedOut()).isZero();
        }
    }

    @Test
    void shouldGoOnWhenASleepingWaiterIsKilled() throws Exception {
        own.lock.lock();
        try (ChildJvm child = start(WaitPolicy.SLEEP, "hold")) {
            child.await("trying");
            await().until(() -> SimulatedProcesses.isAnnounced(own.buffer));

            child.kill();
            own.lock.unlock();

            assertThat(own.buffer.getLong(0)).isZero();
            assertThat(own.lock.lock()).isEqualTo(RobustLock.ACQUIRED);
            own.lock.unlock();
        }
    }

    private ChildJvm start(final WaitPolicy policy, final Object... task) throws Exception {
        final List<Object> arguments = new ArrayList<>(List.of(domain.directory(), policy));
        arguments.addAll(List.of(task));
        return ChildJvm.start(LockProgram.class, arguments.toArray());
    }

    private static int numberOf(final ChildJvm child) throws InterruptedException {
        return Integer.parseInt(child.await("number").substring("number ".length()));
    }

    /** A thread that sleeps for the lock already, then unlocks. */
    private FutureTask<Integer> waitForLock() {
        final FutureTask<Integer> waiting = new FutureTask<>(() -> {
            final int result = own.lock.lock();
            own.lock.unlock();
            return result;
        });
        new Thread(waiting).start();
        await().until(() -> SimulatedProcesses.isAnnounced(own.buffer));
        return waiting;
    }

    /** Waits until the counters were raised at least once more, and so long at least. */
    private void awaitProgress(final long nanos) {
        final long start = System.nanoTime();
        final long before = own.buffer.getLongVolatile(LockProgram.COUNTER);
        await().until(() ->
                System.nanoTime() - start >= nanos && own.buffer.getLongVolatile(LockProgram.COUNTER) > before);
    }
}
