package io.tandem.sync.internal.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.os.NativeLibrary;
import io.tandem.sync.LockOwner;
import io.tandem.sync.OwnerDeath;
import io.tandem.sync.OwnerDiedException;
import io.tandem.sync.SharedLock;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.CrashPoint;
import io.tandem.testing.CrashSignal;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process dies before each of its writes and each of its system calls; the others go on, and are told if it held the lock. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("try") // closed early
class SharedLockCrashTest {
    private static final String NAME = "lock";

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    @FunctionalInterface
    private interface Victim {
        void run(SharedLock lock) throws InterruptedException;
    }

    @Test
    void shouldTellOthersWhenAnOwnerDiesLockingOrUnlocking() throws Exception {
        final int points = atEachStep(OwnerDeath.REPORT, lock -> {
            lock.lock();
            lock.lock();
            lock.unlock();
            lock.unlock();
        });

        assertThat(points).isGreaterThanOrEqualTo(10);
    }

    @Test
    void shouldPassOnWhenAnOwnerDiesLockingOrUnlockingAndSoAsked() throws Exception {
        final int points = atEachStep(OwnerDeath.RELEASE, lock -> {
            lock.lock();
            lock.lock();
            lock.unlock();
            lock.unlock();
        });

        assertThat(points).isGreaterThanOrEqualTo(10);
    }

    @Test
    void shouldLetOthersMakeTheConditionWhenItsMakerDies() throws Exception {
        final int points = atEachStep(OwnerDeath.REPORT, lock -> lock.condition("changed"));

        assertThat(points).isGreaterThanOrEqualTo(10);
    }

    @Test
    void shouldLetOthersGoOnWhenAWaiterDies() throws Exception {
        final int points = atEachStep(OwnerDeath.REPORT, lock -> {
            lock.lock();
            lock.lock();
            lock.condition("changed").await(5, TimeUnit.MILLISECONDS);
            lock.unlock();
            lock.unlock();
        });

        assertThat(points).isGreaterThanOrEqualTo(15);
    }

    @Test
    void shouldLetAnotherRecoverWhenTheRecovererDies() throws Exception {
        shouldBeToldWhenItDies(lock -> {
            lock.recover();
            lock.unlock();
        });
    }

    @Test
    void shouldLetAnotherRecoverWhenTheRecovererDiesMending() throws Exception {
        shouldBeToldWhenItDies(lock -> {
            lock.recover(dead -> lock.condition("changed").signalAll());
            lock.unlock();
        });
    }

    @Test
    void shouldLetAnotherRecoverWhenTheRecovererDiesGivingItBackToTheDead() throws Exception {
        shouldBeToldWhenItDies(lock -> {
            try {
                lock.recover(dead -> {
                    throw new IllegalArgumentException("It can't be mended.");
                });
            } catch (final IllegalArgumentException e) {
                assertThat(lock.isHeldByCurrentThread()).isFalse();
            }
        });
    }

    /** One process dies holding the lock, and another over its recovery. */
    private void shouldBeToldWhenItDies(final Victim recoverer) throws Exception {
        int step = 1;
        for (boolean died = true; died; step++) {
            try (SharedLock survivor = create(OwnerDeath.REPORT);
                    TestDomain.OtherProcess first = domain.otherProcess("first");
                    TestDomain.OtherProcess second = domain.otherProcess("second")) {
                final SharedLock dying = open(first);
                dying.lock();
                dying.lock();
                first.kill();

                died = dies(step, second, recoverer);

                checkHealthy(survivor, true, OwnerDeath.REPORT, first.number(), second.number());
            } finally {
                SharedLock.delete(domain.get(), NAME);
            }
        }
        assertThat(step).isGreaterThan(8);
    }

    /** The signal is given or isn't; if it is, the waiter goes on, by the wake or by its own look, whoever died meanwhile. */
    @Test
    void shouldLetAWaiterGoOnWhenASignallerDies() throws Exception {
        int step = 1;
        for (boolean died = true; died; step++) {
            try (SharedLock survivor = create(OwnerDeath.REPORT);
                    TestDomain.OtherProcess process = domain.otherProcess("victim")) {
                final boolean[] done = {false};
                final BlockedCall<Boolean> waiting = BlockedCall.start(() -> {
                    survivor.lock();
                    try {
                        while (!done[0]) {
                            survivor.condition("changed").await();
                        }
                        return false;
                    } catch (final OwnerDiedException e) {
                        return survivor.isHeldByCurrentThread();
                    } finally {
                        survivor.unlock();
                    }
                });

                died = dies(step, process, lock -> {
                    lock.lock();
                    lock.condition("changed").signal();
                    lock.unlock();
                });

                survivor.recover();
                done[0] = true;
                survivor.condition("changed").signalAll();
                survivor.unlock();
                waiting.result();
                checkHealthy(survivor, false, OwnerDeath.REPORT);
            } finally {
                SharedLock.delete(domain.get(), NAME);
            }
        }
        assertThat(step).isGreaterThan(8);
    }

    private SharedLock create(final OwnerDeath ownerDeath) {
        return SharedLock.builder()
                .domain(domain.get())
                .name(NAME)
                .ownerDeath(ownerDeath)
                .waitPolicy(WaitPolicy.SLEEP)
                .create();
    }

    private static SharedLock open(final TestDomain.OtherProcess process) {
        return SharedLock.builder()
                .domain(process.domain())
                .name(NAME)
                .adoptExisting()
                .waitPolicy(WaitPolicy.SLEEP)
                .open();
    }

    /** Returns how many steps there were to die at. */
    private int atEachStep(final OwnerDeath ownerDeath, final Victim victim) throws Exception {
        int step = 1;
        while (true) {
            try (SharedLock survivor = create(ownerDeath);
                    TestDomain.OtherProcess process = domain.otherProcess("victim")) {
                final boolean died = dies(step, process, victim);
                checkHealthy(survivor, died, ownerDeath, process.number());
                if (!died) {
                    return step - 1;
                }
            } finally {
                SharedLock.delete(domain.get(), NAME);
            }
            step++;
        }
    }

    /** Only what the victim does once it has opened the lock counts. Who is killed closes nothing. */
    private static boolean dies(final int step, final TestDomain.OtherProcess process, final Victim victim)
            throws InterruptedException {
        try (CrashPoint point = CrashPoint.at(Long.MAX_VALUE)) {
            final SharedLock lock = open(process);
            point.dieIn(step);
            try {
                victim.run(lock);
            } catch (final CrashSignal e) {
                assertThat(point.hasDied()).isTrue();
            }
            final boolean died = point.hasDied();
            point.close();
            process.kill();
            return died;
        }
    }

    /** The lock is free, or one of these died with it, which is told until it is recovered; from then on everything works. */
    private static void checkHealthy(
            final SharedLock lock, final boolean died, final OwnerDeath ownerDeath, final int... dead) {
        final Optional<LockOwner> owner = lock.owner();
        if (owner.isPresent() && ownerDeath == OwnerDeath.REPORT) {
            assertThat(died).isTrue();
            assertThat(dead).contains(owner.get().processNumber());
            assertThatThrownBy(lock::lock).isInstanceOf(OwnerDiedException.class);
            assertThatThrownBy(lock::tryLock).isInstanceOf(OwnerDiedException.class);
            assertThat(lock.recover().orElseThrow().processNumber())
                    .isEqualTo(owner.get().processNumber());
        } else {
            assertThat(lock.tryLock()).isTrue();
        }
        assertThat(lock.holdCount()).isEqualTo(1);
        assertThat(lock.owner().orElseThrow().threadName())
                .contains(Thread.currentThread().getName());
        lock.condition("changed").signal();
        for (int other = 1; other < SharedLockDescriptor.CONDITIONS; other++) {
            lock.condition("other-" + other); // the dead have used up none
        }
        lock.unlock();
        assertThat(lock.isLocked()).isFalse();
    }
}
