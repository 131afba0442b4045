package io.tandem.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.os.NativeLibrary;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No death is forgotten before what the dead left is mended. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("try") // closed without use
class SharedLockRecoveryTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private SharedLock lock;

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    @BeforeEach
    void create() {
        lock = create(OwnerDeath.REPORT);
    }

    private SharedLock create(final OwnerDeath ownerDeath) {
        return SharedLock.builder()
                .domain(domain.get())
                .name(SharedLockProgram.NAME)
                .ownerDeath(ownerDeath)
                .waitPolicy(WaitPolicy.SLEEP)
                .create();
    }

    @AfterEach
    void close() {
        lock.close();
        SharedLock.delete(domain.get(), SharedLockProgram.NAME);
    }

    private ChildJvm holder() throws Exception {
        final ChildJvm child = ChildJvm.start(SharedLockProgram.class, domain.directory(), "hold");
        child.await("holding");
        return child;
    }

    /** In this JVM; returns its number. */
    private int dieHolding() {
        final TestDomain.OtherProcess other = domain.otherProcess("other");
        SharedLockProgram.open(other.domain()).lock();
        other.kill();
        return other.number();
    }

    /** A thread that waits for a condition, gets the lock back from the dead, and then does this. */
    private BlockedCall<Integer> afterADeathInAwait(final Callable<Integer> then) throws Exception {
        final Condition changed = lock.condition("changed");
        final BlockedCall<Integer> waiting = BlockedCall.start(() -> {
            lock.lock();
            try {
                assertThatThrownBy(changed::await)
                        .isInstanceOf(OwnerDiedException.class)
                        .hasMessageContainingAll("holds the lock", "recover(");
                return then.call();
            } finally {
                lock.unlock();
            }
        });
        dieHolding();
        return waiting;
    }

    @Test
    void shouldTellTheNextOneWhenMendingThrowsAfterARealDeath() throws Exception {
        final List<LockOwner> told = new ArrayList<>();
        try (ChildJvm child = holder()) {
            child.kill();

            assertThatThrownBy(() -> lock.recover(dead -> {
                        told.add(dead);
                        throw new IllegalArgumentException("It can't be mended.");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);

            assertThat(lock.isHeldByCurrentThread()).isFalse();
            assertThatThrownBy(lock::tryLock)
                    .isInstanceOf(OwnerDiedException.class)
                    .hasMessageContainingAll("holder", "pid " + child.pid());
            assertThat(lock.recover(told::add)).isPresent();
            assertThat(told)
                    .hasSize(2)
                    .allSatisfy(dead -> assertThat(dead.threadName()).contains("holder"));
            assertThat(lock.holdCount()).isEqualTo(1);
            lock.unlock();
            assertThat(lock.recover(told::add)).isEmpty();
            lock.unlock();
            assertThat(told).hasSize(2);
            assertThat(lock.isLocked()).isFalse();
        }
    }

    @Test
    void shouldTellTheNextOneWhenAWaiterUnlocksWithoutRecoveringAfterARealDeath() throws Exception {
        final Condition changed = lock.condition("changed");
        final BlockedCall<Void> waiting = BlockedCall.start(() -> {
            lock.lock();
            try {
                changed.await();
            } finally {
                lock.unlock();
            }
            return null;
        });
        try (ChildJvm child = holder()) {
            child.kill();

            assertThat(waiting.failure()).isInstanceOf(OwnerDiedException.class).hasMessageContaining("holder");

            assertThatThrownBy(lock::lock)
                    .isInstanceOf(OwnerDiedException.class)
                    .hasMessageContainingAll("holder", "pid " + child.pid());
            assertThat(lock.recover()).isPresent();
            lock.unlock();
            lock.lock();
            lock.unlock();
        }
    }

    @Test
    void shouldForgetTheDeathWhenAWaiterRecovers() throws Exception {
        final BlockedCall<Integer> waiting = afterADeathInAwait(() -> {
            final Optional<LockOwner> dead = lock.recover();
            assertThat(dead).isPresent();
            assertThat(lock.recover()).isEmpty();
            lock.unlock();
            lock.unlock();
            return dead.get().processNumber();
        });

        final int dead = waiting.result();

        assertThat(dead).isPositive();
        assertThat(lock.tryLock()).isTrue();
        lock.unlock();
    }

    @Test
    void shouldHoldAsOftenAsBeforeAndTellTheNextOneWhenAWaitersMendingThrows() throws Exception {
        final BlockedCall<Integer> waiting = afterADeathInAwait(() -> {
            assertThatThrownBy(() -> lock.recover(dead -> {
                        lock.lock(); // and forgets to unlock
                        throw new IllegalArgumentException("It can't be mended.");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
            return lock.holdCount();
        });

        final int holds = waiting.result();

        assertThat(holds).isEqualTo(1);
        assertThatThrownBy(lock::lock).isInstanceOf(OwnerDiedException.class);
    }

    @Test
    void shouldTellOfItAgainWhenAWaiterWaitsAgainWithoutRecovering() throws Exception {
        final BlockedCall<Integer> waiting = afterADeathInAwait(() -> {
            assertThatThrownBy(() -> lock.condition("changed").await(60, TimeUnit.SECONDS))
                    .isInstanceOf(OwnerDiedException.class);
            return lock.holdCount();
        });

        final int holds = waiting.result();

        assertThat(holds).isEqualTo(1);
        assertThatThrownBy(lock::tryLock).isInstanceOf(OwnerDiedException.class);
    }

    @Test
    void shouldTellAThreadThatWaitsForTheLockWhenItGoesBackToTheDead() throws Exception {
        dieHolding();
        final BlockedCall<?>[] waiting = new BlockedCall<?>[1];

        assertThatThrownBy(() -> lock.recover(dead -> {
                    waiting[0] = startLocking();
                    throw new IllegalArgumentException("It can't be mended.");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(waiting[0].failure()).isInstanceOf(OwnerDiedException.class);
    }

    private BlockedCall<Void> startLocking() {
        return BlockedCall.start(() -> {
            lock.lock();
            return null;
        });
    }

    @Test
    void shouldRefuseAndTellTheNextOneWhenMendingUnlocksIt() {
        final int dead = dieHolding();

        assertThatThrownBy(() -> lock.recover(owner -> lock.unlock())).isInstanceOf(IllegalMonitorStateException.class);

        assertThat(lock.owner())
                .hasValueSatisfying(owner -> assertThat(owner.processNumber()).isEqualTo(dead));
        assertThatThrownBy(lock::lock).isInstanceOf(OwnerDiedException.class);
    }

    @Test
    void shouldMendWithoutAWordToTheNextOneWhenItIsMadeToRelease() throws Exception {
        close();
        lock = create(OwnerDeath.RELEASE);
        dieHolding();

        assertThatThrownBy(() -> lock.recover(dead -> {
                    throw new IllegalArgumentException("It can't be mended.");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(lock.tryLock()).isTrue();
        assertThat(lock.holdCount()).isEqualTo(1);
        lock.unlock();
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    void shouldTellTheNextOneWhenAWriteLocksMendingThrows() {
        try (SharedReadWriteLock document = SharedReadWriteLock.builder()
                .domain(domain.get())
                .name("document")
                .create()) {
            final TestDomain.OtherProcess other = domain.otherProcess("other");
            SharedReadWriteLock.builder()
                    .domain(other.domain())
                    .name("document")
                    .open()
                    .writeLock()
                    .lock();
            other.kill();

            assertThatThrownBy(() -> document.recover(dead -> {
                        document.readLock().lock(); // and forgets to unlock
                        throw new IllegalArgumentException("It can't be mended.");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);

            assertThat(document.isWriteLockedByCurrentThread()).isFalse();
            assertThat(document.readHoldCount()).isZero();
            assertThatThrownBy(document.readLock()::lock).isInstanceOf(OwnerDiedException.class);
            final Optional<LockOwner> dead = document.recover(owner -> {});
            assertThat(dead)
                    .hasValueSatisfying(
                            owner -> assertThat(owner.processNumber()).isEqualTo(other.number()));
            assertThat(document.writeHoldCount()).isEqualTo(1);
            document.writeLock().unlock();
            assertThat(document.recover(owner -> {})).isEmpty();
            document.writeLock().unlock();
        } finally {
            SharedReadWriteLock.delete(domain.get(), "document");
        }
    }
}
