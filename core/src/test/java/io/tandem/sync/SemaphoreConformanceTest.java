package io.tandem.sync;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tandem.sync.SemaphoreUnderTest.Variant;
import io.tandem.testing.TestDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the JDK's semaphore holds for ours. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SemaphoreConformanceTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @ParameterizedTest
    @EnumSource
    void shouldHavePermitsUntilTheyAreTakenWhenNobodyGivesBack(final Variant variant) throws InterruptedException {
        try (SemaphoreUnderTest semaphore = variant.create(domain.get(), 3)) {
            semaphore.acquire(2);

            assertThat(semaphore.availablePermits()).isEqualTo(1);
            assertThat(semaphore.tryAcquire(2)).isFalse();
            assertThat(semaphore.tryAcquire(1)).isTrue();
            assertThat(semaphore.tryAcquire(1)).isFalse();
            assertThat(semaphore.tryAcquire(1, 1, MILLISECONDS)).isFalse();
            assertThat(semaphore.tryAcquire(1, -1, MILLISECONDS)).isFalse();
            assertThat(semaphore.availablePermits()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldAddPermitsWhenMoreAreReleasedThanWereAcquired(final Variant variant) {
        try (SemaphoreUnderTest semaphore = variant.create(domain.get(), 0)) {
            semaphore.release(2);
            semaphore.release(0);

            assertThat(semaphore.availablePermits()).isEqualTo(2);
            assertThat(semaphore.tryAcquire(2)).isTrue();
            semaphore.release(3);
            assertThat(semaphore.drainPermits()).isEqualTo(3);
            assertThat(semaphore.drainPermits()).isZero();
            assertThat(semaphore.availablePermits()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReturnAtOnceWhenNoPermitIsAskedFor(final Variant variant) throws InterruptedException {
        try (SemaphoreUnderTest semaphore = variant.create(domain.get(), 0)) {
            semaphore.acquire(0);
            semaphore.acquireUninterruptibly(0);

            assertThat(semaphore.tryAcquire(0)).isTrue();
            assertThat(semaphore.tryAcquire(0, 0, SECONDS)).isTrue();
            assertThat(semaphore.availablePermits()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseWhenANumberIsNegative(final Variant variant) {
        try (SemaphoreUnderTest semaphore = variant.create(domain.get(), 1)) {
            assertThatThrownBy(() -> semaphore.acquire(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> semaphore.acquireUninterruptibly(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> semaphore.tryAcquire(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> semaphore.release(-1)).isInstanceOf(IllegalArgumentException.class);
            assertThat(semaphore.availablePermits()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldWaitUntilEnoughAreReleasedWhenSeveralAreWanted(final Variant variant) throws Exception {
        final ExecutorService threads = Executors.newCachedThreadPool();
        try (SemaphoreUnderTest semaphore = variant.create(domain.get(), 0)) {
            final Future<?> waiting = threads.submit(() -> {
                semaphore.acquire(3);
                return null;
            });

            semaphore.release(1);
            semaphore.release(1);
            assertThat(waiting.isDone()).isFalse();
            semaphore.release(1);

            waiting.get(30, SECONDS);
            assertThat(semaphore.availablePermits()).isZero();
        } finally {
            end(threads);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeNothingWhenInterrupted(final Variant variant) throws Exception {
        try (SemaphoreUnderTest semaphore = variant.create(domain.get(), 0)) {
            final List<Throwable> thrown = new ArrayList<>();
            final Thread thread = new Thread(() -> {
                try {
                    semaphore.acquire(1);
                } catch (final InterruptedException e) {
                    thrown.add(e);
                }
            });
            thread.start();

            thread.interrupt();
            thread.join(SECONDS.toMillis(30));
            semaphore.release(1);
            Thread.currentThread().interrupt();

            assertThat(thrown).hasSize(1);
            assertThatThrownBy(() -> semaphore.acquire(1)).isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(semaphore.availablePermits()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepTheInterruptionWhenItAcquiresUninterruptibly(final Variant variant) throws Exception {
        try (SemaphoreUnderTest semaphore = variant.create(domain.get(), 0)) {
            final AtomicInteger interrupted = new AtomicInteger();
            final Thread thread = new Thread(() -> {
                semaphore.acquireUninterruptibly(1);
                interrupted.set(Thread.currentThread().isInterrupted() ? 1 : -1);
            });
            thread.start();

            thread.interrupt();
            semaphore.release(1);

            await().untilAtomic(interrupted, org.hamcrest.Matchers.equalTo(1));
            thread.join(SECONDS.toMillis(30));
            assertThat(semaphore.availablePermits()).isZero();
        }
    }

    /** The yardstick of all: never more inside than there are permits, and all are back in the end. */
    @ParameterizedTest
    @EnumSource
    void shouldNeverLetMoreInThanThereArePermitsWhenManyThreadsCompete(final Variant variant) throws Exception {
        final ExecutorService threads = Executors.newCachedThreadPool();
        final int rounds = variant == Variant.SPINNING ? 30 : 300; // they spin on few processors
        final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        try (SemaphoreUnderTest semaphore = variant.create(domain.get(), 3)) {
            final List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 6; thread++) {
                final int wanted = thread % 3 + 1;
                all.add(threads.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        semaphore.acquire(wanted);
                        most.accumulateAndGet(inside.addAndGet(wanted), Math::max);
                        Thread.yield();
                        inside.addAndGet(-wanted);
                        semaphore.release(wanted);
                    }
                    return null;
                }));
            }

            for (final Future<?> one : all) {
                one.get(60, SECONDS);
            }

            assertThat(most.get()).isLessThanOrEqualTo(3);
            assertThat(semaphore.availablePermits()).isEqualTo(3);
        } finally {
            end(threads);
        }
    }

    private static void end(final ExecutorService threads) throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(30, SECONDS)).isTrue();
    }
}
