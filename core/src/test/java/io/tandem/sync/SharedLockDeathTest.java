package io.tandem.sync;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.os.NativeLibrary;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.SharedPage;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.Condition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** JVMs that share a lock, are killed by a real SIGKILL, and stopped. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("try") // closed without use
class SharedLockDeathTest {
    private static final int HAND_OFFS = 50_000;
    // For a busy machine, on which each turn may cost a time slice.
    private static final long LIMIT_NANOS = SECONDS.toNanos(12);

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    private SharedLock create(final OwnerDeath ownerDeath) {
        return SharedLock.builder()
                .domain(domain.get())
                .name(SharedLockProgram.NAME)
                .ownerDeath(ownerDeath)
                .waitPolicy(WaitPolicy.SLEEP)
                .create();
    }

    private ChildJvm start(final Object... task) throws Exception {
        final List<Object> arguments = new ArrayList<>(List.of(domain.directory()));
        arguments.addAll(List.of(task));
        return ChildJvm.start(SharedLockProgram.class, arguments.toArray());
    }

    @AfterEach
    void delete() {
        SharedLock.delete(domain.get(), SharedLockProgram.NAME);
    }

    @Test
    void shouldTellEverybodyUntilRecoveredWhenTheOwnerIsKilled() throws Exception {
        try (SharedLock lock = create(OwnerDeath.REPORT);
                ChildJvm child = start("hold")) {
            child.await("holding");
            final BlockedCall<Void> waiting = BlockedCall.start(() -> {
                lock.lock();
                return null;
            });

            child.kill();

            assertThat(waiting.failure())
                    .isInstanceOf(OwnerDiedException.class)
                    .hasMessageContainingAll("holder", "pid " + child.pid(), "recover(");
            assertThatThrownBy(lock::tryLock).isInstanceOf(OwnerDiedException.class);
            assertThatThrownBy(() -> lock.tryLock(1, SECONDS)).isInstanceOf(OwnerDiedException.class);
            assertThatThrownBy(lock::lockInterruptibly).isInstanceOf(OwnerDiedException.class);
            assertThat(lock.isHeldByCurrentThread()).isFalse();
            assertThat(lock.owner().orElseThrow().threadName()).contains("holder");
            final LockOwner dead = lock.recover().orElseThrow();
            assertThat(dead.threadName()).contains("holder");
            assertThat(dead.process()).contains("pid " + child.pid());
            assertThat(lock.holdCount()).isEqualTo(1);
            lock.unlock();
            assertThat(lock.recover()).isEmpty();
            assertThat(lock.recover()).isEmpty();
            assertThat(lock.holdCount()).isEqualTo(2);
            lock.unlock();
            lock.unlock();
            assertThat(lock.isLocked()).isFalse();
        }
    }

    @Test
    void shouldTellWhoWaitsForAConditionWhenTheOwnerIsKilled() throws Exception {
        try (SharedLock lock = create(OwnerDeath.REPORT)) {
            final Condition changed = lock.condition("changed");
            final BlockedCall<Boolean> waiting = BlockedCall.start(() -> {
                lock.lock();
                try {
                    changed.await();
                    return false;
                } catch (final OwnerDiedException e) {
                    return lock.isHeldByCurrentThread();
                } finally {
                    lock.unlock();
                }
            });
            try (ChildJvm child = start("hold")) {
                child.await("holding");

                child.kill();

                assertThat(waiting.result()).isTrue();
            }
            assertThatThrownBy(lock::tryLock).isInstanceOf(OwnerDiedException.class); // it hasn't recovered it
        }
    }

    @Test
    void shouldBeItsOwnersStillWhenTheHandleIsClosed() throws Exception {
        try (SharedLock lock = create(OwnerDeath.REPORT);
                TestDomain.OtherProcess holder = domain.otherProcess("holder")) {
            final SharedLock theirs = SharedLockProgram.open(holder.domain());
            theirs.lock();

            theirs.close();

            // Or an orderly end would make a process seem dead whose threads may run on.
            assertThat(TestSegments.holders(lock)).contains(holder.number());
            assertThat(lock.tryLock()).isFalse();
            theirs.unlock();
            assertThat(lock.tryLock()).isTrue();
            lock.unlock();
        }
    }

    @Test
    void shouldLetOneRecoverAndTheOtherWaitWhenTwoRace() throws Exception {
        try (SharedLock lock = create(OwnerDeath.REPORT);
                SharedLock other = SharedLockProgram.open(domain.get());
                ChildJvm child = start("hold")) {
            child.await("holding");
            child.kill();

            assertThat(lock.recover()).isPresent();
            final BlockedCall<Optional<LockOwner>> second = BlockedCall.start(() -> {
                final Optional<LockOwner> dead = other.recover();
                other.unlock();
                return dead;
            });
            lock.unlock();

            assertThat(second.result()).isEmpty();
            assertThat(lock.tryLock()).isTrue();
            lock.unlock();
        }
    }

    @Test
    void shouldPassOnWhenTheOwnerIsKilledAndSoAsked() throws Exception {
        try (SharedLock lock = create(OwnerDeath.RELEASE);
                ChildJvm child = start("hold")) {
            child.await("holding");
            final BlockedCall<Integer> waiting = BlockedCall.start(() -> {
                lock.lock();
                try {
                    return lock.holdCount();
                } finally {
                    lock.unlock();
                }
            });

            child.kill();

            assertThat(waiting.result()).isEqualTo(1);
            assertThat(lock.isLocked()).isFalse();
        }
    }

    @Test
    void shouldKeepItsLockWhenTheOwnerIsStopped() throws Exception {
        try (SharedLock lock = create(OwnerDeath.RELEASE);
                ChildJvm child = start("hold")) {
            child.await("holding");

            child.signal("STOP");
            try {
                assertThat(lock.tryLock()).isFalse();
                assertThat(lock.tryLock(300, MILLISECONDS)).isFalse();
            } finally {
                child.signal("CONT");
            }
            child.println("");

            assertThat(lock.tryLock(60, SECONDS)).isTrue();
            lock.unlock();
        }
    }

    @Test
    void shouldReachAnotherWaiterWhenOneIsKilled() throws Exception {
        try (SharedLock lock = create(OwnerDeath.REPORT);
                ChildJvm victim = start("await");
                ChildJvm survivor = start("await")) {
            victim.await("waiting");
            survivor.await("waiting");
            lock.lock(); // both wait
            victim.kill();

            lock.condition("changed").signal();
            lock.unlock();

            survivor.await("signalled");
            assertThat(survivor.awaitExit()).isZero();
            assertThat(lock.tryLock()).isTrue();
            lock.unlock();
        }
    }

    @Test
    void shouldReachAnotherWaiterWhenOneIsStopped() throws Exception {
        try (SharedLock lock = create(OwnerDeath.REPORT);
                ChildJvm stopped = start("await");
                ChildJvm other = start("await")) {
            stopped.await("waiting");
            other.await("waiting");
            lock.lock(); // both wait
            stopped.signal("STOP");

            lock.condition("changed").signalAll();
            lock.unlock();

            other.await("signalled");
            assertThat(other.awaitExit()).isZero();
            stopped.signal("CONT");
            stopped.await("signalled");
            assertThat(stopped.awaitExit()).isZero();
        }
    }

    @Test
    void shouldThrowHoldingWhenTheOwnerIsKilledBeforeAWaiterIsBack() throws Exception {
        try (SharedLock lock = create(OwnerDeath.REPORT)) {
            final BlockedCall<Integer> waiting = BlockedCall.start(() -> {
                lock.lock();
                lock.lock();
                try {
                    assertThatThrownBy(lock.condition("changed")::await)
                            .isInstanceOf(OwnerDiedException.class)
                            .hasMessageContaining("holds the lock");
                    assertThat(Thread.interrupted()).isTrue();
                    final int holds = lock.holdCount();
                    lock.recover(dead -> {});
                    lock.unlock();
                    return holds;
                } finally {
                    lock.unlock();
                    lock.unlock();
                }
            });
            try (ChildJvm child = start("hold")) {
                child.await("holding");
                waiting.interrupt(); // the wait is over, but for the lock
                child.kill();
            }

            assertThat(waiting.result()).isEqualTo(2);
            assertThat(lock.isLocked()).isFalse();
        }
    }

    @Test
    void shouldCountExactlyWhenJvmsContend() throws Exception {
        final int rounds = 20_000;
        try (SharedPage page = SharedPage.create();
                SharedLock lock = create(OwnerDeath.REPORT);
                ChildJvm first = start("count", page.file(), rounds);
                ChildJvm second = start("count", page.file(), rounds)) {
            SharedLockProgram.count(lock, page.buffer(), rounds);

            assertThat(first.awaitExit()).isZero();
            assertThat(second.awaitExit()).isZero();
            assertThat(page.buffer().getLong(SharedLockProgram.COUNTER)).isEqualTo(3L * rounds);
            assertThat(page.buffer().getLong(SharedLockProgram.TWIN)).isEqualTo(3L * rounds);
        }
    }

    /** Whoever recovers mends the counters; nobody else may ever see them differ. */
    @Test
    void shouldGuardWhatItGuardsWhenOwnersAreKilledAtRandomInstants() throws Exception {
        final int victims = 6;
        final SplittableRandom random = new SplittableRandom(System.nanoTime());
        try (SharedPage page = SharedPage.create();
                SharedLock lock = create(OwnerDeath.REPORT);
                ChildJvm survivor = start("count", page.file(), Integer.MAX_VALUE)) {
            survivor.await("counting");
            for (int i = 0; i < victims; i++) {
                try (ChildJvm victim = start("count", page.file(), Integer.MAX_VALUE)) {
                    victim.await("counting");
                    final long before = page.buffer().getLongVolatile(SharedLockProgram.COUNTER);
                    final long progress = random.nextLong(20_000);
                    Awaitility.await()
                            .pollInterval(Duration.ofMillis(1))
                            .until(() -> page.buffer().getLongVolatile(SharedLockProgram.COUNTER) - before >= progress);
                    victim.kill();
                }
                SharedLockProgram.count(lock, page.buffer(), 100);
            }

            survivor.kill();
            SharedLockProgram.count(lock, page.buffer(), 1);

            assertThat(survivor.remainingLines()).isEmpty();
            assertThat(page.buffer().getLong(SharedLockProgram.COUNTER))
                    .isEqualTo(page.buffer().getLong(SharedLockProgram.TWIN));
            assertThat(lock.isLocked()).isFalse();
        }
    }

    /** Sleeps last 20 s here instead of 50 ms: a lost wake-up can't hide behind a slice. */
    @Test
    void shouldLoseNoWakeUpWhenTwoProcessesHandOffByConditions() throws Exception {
        try (SharedLock lock = create(OwnerDeath.REPORT);
                ChildJvm child = start("hand-off");
                RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            child.await("ready");

            final long turns = SharedLockProgram.takeTurns(lock, "ping", "pong", HAND_OFFS, LIMIT_NANOS);

            System.out.println(turns + " turns there and back");
            assertThat(turns).isGreaterThan(1000);
            assertThat(system.sleepsTimedOut()).isZero();
            child.kill();
            assertThat(child.remainingLines()).isEmpty();
        }
    }
}
