package io.tandem.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.segment.Domain;
import io.tandem.testing.HookedBuffers;
import io.tandem.testing.TestDomain;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A handle of a read-write lock that is closed by another thread just when it has locked. */
@SuppressWarnings("try") // closed without use
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadWriteLockRaceTest {
    private static final String NAME = "ledger";

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @AfterEach
    void delete() {
        SharedReadWriteLock.delete(domain.get(), NAME);
    }

    /** Ways to lock. */
    enum Way {
        PLAIN {
            @Override
            void lock(final Lock lock) {
                lock.lock();
            }
        },
        AT_ONCE {
            @Override
            void lock(final Lock lock) {
                lock.tryLock();
            }
        },
        TIMED {
            @Override
            void lock(final Lock lock) throws InterruptedException {
                lock.tryLock(10, SECONDS);
            }
        };

        abstract void lock(Lock lock) throws InterruptedException;
    }

    private static SharedReadWriteLock open(final Domain domain) {
        return SharedReadWriteLock.builder().domain(domain).name(NAME).openOrCreate();
    }

    /** Closes a handle behind its next compare-and-set, by which it takes the internal lock. */
    private static HookedBuffers closing(final AtomicReference<SharedReadWriteLock> handle) {
        return HookedBuffers.after("compareAndSetLong", () -> {
            final SharedReadWriteLock toClose = handle.getAndSet(null);
            if (toClose != null) {
                toClose.close();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveTheReadLockBackWhenItsHandleIsClosedJustThen(final Way way) {
        shouldBeFreeWhenClosed(mine -> way.lock(mine.readLock()));
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveTheWriteLockBackWhenItsHandleIsClosedJustThen(final Way way) {
        shouldBeFreeWhenClosed(mine -> way.lock(mine.writeLock()));
    }

    @FunctionalInterface
    private interface Call {
        void on(SharedReadWriteLock lock) throws InterruptedException;
    }

    private void shouldBeFreeWhenClosed(final Call call) {
        final AtomicReference<SharedReadWriteLock> closing = new AtomicReference<>();
        try (SharedReadWriteLock other = open(domain.get());
                HookedBuffers hooked = closing(closing)) {
            final SharedReadWriteLock mine = open(domain.get());
            closing.set(mine);

            final ThrowingCallable locking = () -> call.on(mine);

            assertThatThrownBy(locking)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
            assertThat(other.readLockCount()).isZero();
            assertThat(other.writeLock().tryLock()).isTrue();
            other.writeLock().unlock();
        }
    }

    @Test
    void shouldTellTheNextOneOfTheDeathWhenItsHandleIsClosedDuringARecovery() {
        final AtomicReference<SharedReadWriteLock> closing = new AtomicReference<>();
        final TestDomain.OtherProcess dead = domain.otherProcess("dead");
        open(dead.domain()).writeLock().lock();
        dead.kill();
        try (SharedReadWriteLock other = open(domain.get());
                HookedBuffers hooked = closing(closing)) {
            final SharedReadWriteLock mine = open(domain.get());
            closing.set(mine);

            assertThatThrownBy(mine::recover)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");

            assertThatThrownBy(other.readLock()::lock).isInstanceOf(OwnerDiedException.class);
            assertThat(other.recover()).isPresent();
            other.writeLock().unlock();
        }
    }
}
