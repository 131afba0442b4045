package io.tandem.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.testing.HeapMeter;
import io.tandem.testing.TestDomain;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever needn't wait allocates nothing. */
class SyncAllocationTest {
    private static final double NOTHING = 0.1;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @Test
    void shouldAllocateNothingWhenALockIsFree() throws Exception {
        try (SharedLock lock = SharedLock.builder().domain(domain.get()).create()) {
            final double bytes = HeapMeter.bytesPerRound(() -> {
                acquireEachWay(lock);
                must(!lock.isLocked());
            });

            assertThat(bytes).isLessThan(NOTHING);
        }
    }

    @Test
    void shouldAllocateNothingWhenALockIsHeldByTheThreadItself() throws Exception {
        try (SharedLock lock = SharedLock.builder().domain(domain.get()).create()) {
            lock.lock();

            final double bytes = HeapMeter.bytesPerRound(() -> {
                acquireEachWay(lock);
                must(lock.isHeldByCurrentThread() && lock.holdCount() == 1);
            });

            lock.unlock();
            assertThat(bytes).isLessThan(NOTHING);
        }
    }

    @Test
    void shouldAllocateNothingWhenTwoThreadsWantALock() throws Exception {
        try (SharedLock lock = SharedLock.builder().domain(domain.get()).create()) {
            final AtomicBoolean done = new AtomicBoolean();
            final CountDownLatch started = new CountDownLatch(1);
            final CompletableFuture<Void> other = CompletableFuture.runAsync(
                    () -> {
                        while (!done.get()) {
                            lock.lock();
                            lock.unlock();
                            started.countDown();
                        }
                    },
                    action -> new Thread(action, "rival").start());

            final double bytes;
            try {
                assertThat(started.await(1, TimeUnit.MINUTES)).isTrue();
                bytes = HeapMeter.bytesPerRound(() -> {
                    lock.lock();
                    lock.unlock();
                });
            } finally {
                done.set(true);
            }

            assertThat(other).succeedsWithin(1, TimeUnit.MINUTES);
            assertThat(bytes).isLessThan(NOTHING);
        }
    }

    @Test
    void shouldAllocateNothingWhenAReadWriteLockIsFree() throws Exception {
        try (SharedReadWriteLock lock =
                SharedReadWriteLock.builder().domain(domain.get()).create()) {
            final Lock read = lock.readLock();
            final Lock write = lock.writeLock();

            final double reading = HeapMeter.bytesPerRound(() -> acquireEachWay(read));
            final double writing = HeapMeter.bytesPerRound(() -> acquireEachWay(write));
            final double downgrading = HeapMeter.bytesPerRound(() -> {
                write.lock();
                read.lock();
                write.unlock();
                read.unlock();
            });

            assertThat(reading).isLessThan(NOTHING);
            assertThat(writing).isLessThan(NOTHING);
            assertThat(downgrading).isLessThan(NOTHING);
        }
    }

    @Test
    void shouldAllocateNothingWhenASemaphoreHasPermits() throws Exception {
        try (SharedSemaphore owned =
                        SharedSemaphore.builder(3).domain(domain.get()).create();
                SharedSemaphore bounded = SharedSemaphore.builder(3)
                        .bounded()
                        .domain(domain.get())
                        .create();
                SharedSemaphore ownerless = SharedSemaphore.builder(3)
                        .withoutOwners()
                        .domain(domain.get())
                        .create()) {
            final double ofOwned = HeapMeter.bytesPerRound(() -> takeEachWay(owned));
            final double ofBounded = HeapMeter.bytesPerRound(() -> takeEachWay(bounded));
            final double ofOwnerless = HeapMeter.bytesPerRound(() -> takeEachWay(ownerless));

            assertThat(ofOwned).isLessThan(NOTHING);
            assertThat(ofBounded).isLessThan(NOTHING);
            assertThat(ofOwnerless).isLessThan(NOTHING);
        }
    }

    @Test
    void shouldAllocateNothingWhenNobodyWaitsForAnEvent() throws Exception {
        try (SharedEvent event = SharedEvent.builder().domain(domain.get()).create()) {
            final double bytes = HeapMeter.bytesPerRound(() -> {
                event.set();
                event.await();
                must(event.await(1, TimeUnit.SECONDS) && event.isSet());
                event.clear();
                must(!event.isSet());
            });

            assertThat(bytes).isLessThan(NOTHING);
        }
    }

    @Test
    void shouldAllocateNothingWhenNobodyWaitsForALatch() throws Exception {
        try (SharedLatch latch =
                        SharedLatch.builder(1L << 40).domain(domain.get()).create();
                SharedLatch open = SharedLatch.builder(0).domain(domain.get()).create()) {
            final double bytes = HeapMeter.bytesPerRound(() -> {
                latch.countDown();
                open.await();
                must(latch.count() > open.count());
            });

            assertThat(bytes).isLessThan(NOTHING);
        }
    }

    private static void acquireEachWay(final Lock lock) throws InterruptedException {
        lock.lock();
        lock.unlock();
        lock.lockInterruptibly();
        lock.unlock();
        must(lock.tryLock());
        lock.unlock();
        must(lock.tryLock(1, TimeUnit.SECONDS));
        lock.unlock();
    }

    private static void takeEachWay(final SharedSemaphore semaphore) throws InterruptedException {
        semaphore.acquire();
        semaphore.acquireUninterruptibly();
        semaphore.release(2);
        must(semaphore.tryAcquire());
        must(semaphore.tryAcquire(2, 1, TimeUnit.SECONDS));
        must(semaphore.availablePermits() == 0 && !semaphore.tryAcquire());
        semaphore.release();
        semaphore.release(2);
    }

    private static void must(final boolean condition) {
        if (!condition) {
            throw new AssertionError("It isn't free.");
        }
    }
}
