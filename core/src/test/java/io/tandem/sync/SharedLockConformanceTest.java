package io.tandem.sync;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tandem.os.NativeLibrary;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.TestDomain;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link Lock} does, the JDK's own being the yardstick: between threads that share a handle, or have two. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedLockConformanceTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    @ParameterizedTest
    @EnumSource
    void shouldStayHeldWhenUnlockedLessOftenThanLocked(final LockUnderTest.Variant variant) throws Exception {
        try (LockUnderTest lock = variant.open(domain.get())) {
            lock.first().lock();
            lock.second().lockInterruptibly();
            assertThat(lock.first().tryLock()).isTrue();
            assertThat(lock.second().tryLock(1, HOURS)).isTrue();
            assertThat(lock.holdCount()).isEqualTo(4);

            for (int left = 3; left >= 0; left--) {
                assertThat(another(lock.second()::tryLock).get(30, SECONDS)).isFalse();
                lock.second().unlock();
                assertThat(lock.holdCount()).isEqualTo(left);
            }

            assertThat(another(() -> {
                                lock.second().lock();
                                lock.second().unlock();
                                return true;
                            })
                            .get(30, SECONDS))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCountExactlyWhenThreadsContend(final LockUnderTest.Variant variant) throws Exception {
        final int rounds = 20_000;
        final int[] count = {0};
        try (LockUnderTest lock = variant.open(domain.get())) {
            final List<FutureTask<Void>> threads = new ArrayList<>();
            for (final Lock handle : List.of(lock.first(), lock.second(), lock.first())) {
                threads.add(another(() -> {
                    for (int i = 0; i < rounds; i++) {
                        handle.lock();
                        count[0]++;
                        handle.unlock();
                    }
                    return null;
                }));
            }

            for (final FutureTask<Void> thread : threads) {
                thread.get(60, SECONDS);
            }

            assertThat(count[0]).isEqualTo(3 * rounds);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseOthersWhenItIsHeld(final LockUnderTest.Variant variant) throws Exception {
        try (LockUnderTest lock = variant.open(domain.get())) {
            lock.secondCondition(); // its first mention takes the lock
            lock.first().lock();

            another(() -> {
                        assertThat(lock.second().tryLock()).isFalse();
                        assertThat(lock.second().tryLock(-1, SECONDS)).isFalse();
                        assertThat(lock.second().tryLock(5, MILLISECONDS)).isFalse();
                        for (final Runnable call : List.<Runnable>of(
                                lock.second()::unlock,
                                lock.secondCondition()::signal,
                                lock.secondCondition()::signalAll,
                                lock.secondCondition()::awaitUninterruptibly)) {
                            assertThatThrownBy(call::run).isInstanceOf(IllegalMonitorStateException.class);
                        }
                        assertThatThrownBy(() -> lock.secondCondition().await(1, MILLISECONDS))
                                .isInstanceOf(IllegalMonitorStateException.class);
                        assertThat(lock.holdCount()).isZero();
                        return null;
                    })
                    .get(30, SECONDS);

            assertThat(lock.holdCount()).isEqualTo(1);
            lock.first().unlock();
            assertThatThrownBy(lock.first()::unlock).isInstanceOf(IllegalMonitorStateException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldThrowWhenInterruptedBefore(final LockUnderTest.Variant variant) throws Exception {
        try (LockUnderTest lock = variant.open(domain.get())) {
            lock.firstCondition();

            Thread.currentThread().interrupt();
            assertThatThrownBy(lock.first()::lockInterruptibly).isInstanceOf(InterruptedException.class);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> lock.first().tryLock(0, SECONDS)).isInstanceOf(InterruptedException.class);
            Thread.currentThread().interrupt();
            assertThat(lock.first().tryLock()).isTrue();
            assertThatThrownBy(() -> lock.firstCondition().await(0, SECONDS)).isInstanceOf(InterruptedException.class);

            assertThat(Thread.interrupted()).isFalse();
            assertThat(lock.holdCount()).isEqualTo(1);
            lock.first().unlock();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldObeyInterruptionAsItsCallSaysWhenWaiting(final LockUnderTest.Variant variant) throws Exception {
        try (LockUnderTest lock = variant.open(domain.get())) {
            lock.first().lock();
            final Waiter interruptible = new Waiter(() -> {
                lock.second().lockInterruptibly();
                return true;
            });
            final Waiter timed = new Waiter(() -> lock.second().tryLock(1, HOURS));
            final Waiter patient = new Waiter(() -> {
                lock.second().lock();
                lock.second().unlock();
                return Thread.currentThread().isInterrupted();
            });

            interruptible.interrupt();
            timed.interrupt();
            patient.interrupt();

            assertThatThrownBy(interruptible::result).hasCauseInstanceOf(InterruptedException.class);
            assertThatThrownBy(timed::result).hasCauseInstanceOf(InterruptedException.class);
            lock.first().unlock();
            assertThat(patient.result()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReturnWithAllHoldsWhenSignalled(final LockUnderTest.Variant variant) throws Exception {
        try (LockUnderTest lock = variant.open(domain.get());
                RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            final boolean[] ready = {false};
            final AtomicInteger waiting = new AtomicInteger();
            final Waiter waiter = new Waiter(() -> {
                lock.second().lock();
                lock.second().lock();
                waiting.incrementAndGet();
                while (!ready[0]) {
                    lock.secondCondition().await();
                }
                final int holds = lock.holdCount();
                lock.second().unlock();
                lock.second().unlock();
                return holds == 2;
            });
            await().until(() -> waiting.get() == 1);

            lock.first().lock();
            assertThat(lock.holdCount()).isEqualTo(1);
            ready[0] = true;
            lock.firstCondition().signal();
            lock.first().unlock();

            assertThat(waiter.result()).isTrue();
            assertThat(system.sleepsTimedOut()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldWakeOneOrAllWhenOneOrAllAreSignalled(final LockUnderTest.Variant variant) throws Exception {
        final int waiters = 4;
        try (LockUnderTest lock = variant.open(domain.get());
                RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            final int[] permits = {0};
            final AtomicInteger waiting = new AtomicInteger();
            final List<Waiter> all = new ArrayList<>();
            for (int i = 0; i < waiters; i++) {
                all.add(new Waiter(() -> {
                    lock.second().lock();
                    try {
                        waiting.incrementAndGet();
                        while (permits[0] == 0) {
                            lock.secondCondition().await();
                        }
                        permits[0]--;
                        return true;
                    } finally {
                        lock.second().unlock();
                    }
                }));
            }
            await().until(() -> waiting.get() == waiters);

            lock.first().lock(); // once it is held, all of them wait
            permits[0] = 2;
            lock.firstCondition().signal();
            lock.firstCondition().signal();
            lock.first().unlock();
            await().until(() -> all.stream().filter(Waiter::isDone).count() == 2);
            lock.first().lock();
            permits[0] = 2;
            lock.firstCondition().signalAll();
            lock.first().unlock();

            for (final Waiter waiter : all) {
                assertThat(waiter.result()).isTrue();
            }
            assertThat(permits[0]).isZero();
            assertThat(system.sleepsTimedOut()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("JavaUtilDate")
    void shouldSaySoWhenTheTimeIsUp(final LockUnderTest.Variant variant) throws Exception {
        try (LockUnderTest lock = variant.open(domain.get())) {
            lock.first().lock();
            lock.first().lock();

            assertThat(lock.firstCondition().await(2, MILLISECONDS)).isFalse();
            assertThat(lock.firstCondition().await(-1, SECONDS)).isFalse();
            assertThat(lock.firstCondition().awaitNanos(1_000_000)).isNotPositive();
            assertThat(lock.firstCondition().awaitUntil(new Date(0))).isFalse();
            assertThat(lock.firstCondition().awaitUntil(new Date(System.currentTimeMillis() + 5)))
                    .isFalse();

            assertThat(lock.holdCount()).isEqualTo(2);
            lock.first().unlock();
            lock.first().unlock();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldThrowHoldingWhenInterruptedInAwait(final LockUnderTest.Variant variant) throws Exception {
        try (LockUnderTest lock = variant.open(domain.get())) {
            final Waiter waiter = new Waiter(() -> {
                lock.first().lock();
                try {
                    assertThatThrownBy(lock.firstCondition()::await).isInstanceOf(InterruptedException.class);
                    return lock.holdCount() == 1 && !Thread.currentThread().isInterrupted();
                } finally {
                    lock.first().unlock();
                }
            });

            waiter.interrupt();

            assertThat(waiter.result()).isTrue();
        }
    }

    /** The waiter can't leave before the owner unlocks, so that the signal comes first. */
    @ParameterizedTest
    @EnumSource
    void shouldReturnNormallyWhenInterruptedAfterTheSignal(final LockUnderTest.Variant variant) throws Exception {
        try (LockUnderTest lock = variant.open(domain.get())) {
            final AtomicInteger waiting = new AtomicInteger();
            final Waiter waiter = new Waiter(() -> {
                lock.second().lock();
                waiting.incrementAndGet();
                lock.secondCondition().await();
                lock.second().unlock();
                return Thread.interrupted();
            });
            await().until(() -> waiting.get() == 1);

            lock.first().lock();
            lock.firstCondition().signal();
            waiter.interrupt();
            lock.first().unlock();

            assertThat(waiter.result()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepTheInterruptionWhenItCannotThrow(final LockUnderTest.Variant variant) throws Exception {
        try (LockUnderTest lock = variant.open(domain.get())) {
            final AtomicInteger waiting = new AtomicInteger();
            final boolean[] ready = {false};
            final Waiter waiter = new Waiter(() -> {
                lock.second().lock();
                waiting.incrementAndGet();
                while (!ready[0]) {
                    lock.secondCondition().awaitUninterruptibly();
                }
                lock.second().unlock();
                return Thread.interrupted();
            });
            await().until(() -> waiting.get() == 1);
            waiter.interrupt();

            lock.first().lock();
            ready[0] = true;
            lock.firstCondition().signalAll();
            lock.first().unlock();

            assertThat(waiter.result()).isTrue();
        }
    }

    private static <T> FutureTask<T> another(final Callable<T> call) {
        final FutureTask<T> task = new FutureTask<>(call);
        final Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** A call in a thread of its own. */
    private static final class Waiter {
        private final FutureTask<Boolean> task;
        private final Thread thread;

        Waiter(final Callable<Boolean> call) {
            task = new FutureTask<>(call);
            thread = new Thread(task, "waiter");
            thread.setDaemon(true);
            thread.start();
        }

        void interrupt() {
            thread.interrupt();
        }

        boolean isDone() {
            return task.isDone();
        }

        boolean result() throws ExecutionException, InterruptedException, TimeoutException {
            return task.get(30, SECONDS);
        }
    }
}
