package io.tandem.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.testing.VirtualThreads;
import io.tandem.testing.VirtualThreads.Call;
import io.tandem.testing.VirtualThreads.Started;
import io.tandem.wait.WaitPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;

/** What virtual threads do in a JVM with one carrier. All who wait are there before the one starts that ends their wait. */
final class SyncVirtualThreadsProgram {
    static final List<String> STEPS =
            List.of("owned", "lock", "condition", "read-write lock", "semaphore", "barrier", "latch", "event");

    private static final int MANY = 50;

    private final Domain domain;
    private final WaitPolicy policy;

    private SyncVirtualThreadsProgram(final Domain domain, final WaitPolicy policy) {
        this.domain = domain;
        this.policy = policy;
    }

    /** Arguments: the domain's directory, and how to wait. */
    public static void main(final String[] arguments) throws Exception {
        NativeLibrary.require(); // or nobody would sleep in a futex
        final Domain domain = Domain.at(Path.of(arguments[0]));
        final var program = new SyncVirtualThreadsProgram(domain, WaitPolicy.valueOf(arguments[1]));
        for (final String step : STEPS) {
            program.run(step);
            System.out.println(step);
        }
        ProcessRegistry.of(domain).leave();
    }

    private void run(final String step) throws Exception {
        switch (step) {
            case "owned" -> own();
            case "lock" -> lock();
            case "condition" -> condition();
            case "read-write lock" -> readWriteLock();
            case "semaphore" -> semaphore();
            case "barrier" -> barrier();
            case "latch" -> latch();
            default -> event();
        }
    }

    /** On one carrier, one after the other: the lock is the virtual thread's, not the carrier's. */
    private void own() throws Exception {
        try (SharedLock lock =
                SharedLock.builder().domain(domain).waitPolicy(policy).create()) {
            final CountDownLatch held = new CountDownLatch(1);
            final CountDownLatch tried = new CountDownLatch(1);
            final Started owner = VirtualThreads.start(() -> {
                lock.lock();
                lock.lock();
                held.countDown();
                assertThat(tried.await(30, SECONDS)).isTrue();
                assertThat(lock.holdCount()).isEqualTo(2);
                lock.unlock();
                lock.unlock();
            });
            final Started other = VirtualThreads.start(() -> {
                assertThat(held.await(30, SECONDS)).isTrue();
                assertThat(lock.isHeldByCurrentThread()).isFalse();
                assertThat(lock.tryLock()).isFalse();
                assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
                assertThat(lock.owner().orElseThrow().threadId())
                        .isEqualTo(owner.thread().getId());
            });
            try {
                other.await();
            } finally {
                tried.countDown();
            }
            owner.await();
            assertThat(lock.isLocked()).isFalse();
        }
    }

    private void lock() throws Exception {
        try (SharedLock lock =
                SharedLock.builder().domain(domain).waitPolicy(policy).create()) {
            final int[] count = {0};
            final Waiters waiters = new Waiters();
            final CountDownLatch held = new CountDownLatch(1);
            final CountDownLatch end = new CountDownLatch(1);
            final Started owner = VirtualThreads.start(() -> {
                lock.lock();
                held.countDown();
                end.await();
                lock.unlock();
            });
            held.await();
            waiters.start(() -> {
                lock.lock();
                final int before = count[0];
                Thread.yield(); // others run on this carrier, and want the lock
                count[0] = before + 1;
                lock.unlock();
            });
            waiters.endBy(end::countDown);
            owner.await();
            assertThat(count[0]).isEqualTo(MANY);
        }
    }

    private void condition() throws Exception {
        try (SharedLock lock =
                SharedLock.builder().domain(domain).waitPolicy(policy).create()) {
            final Condition condition = lock.condition("changed");
            final boolean[] changed = {false};
            final Waiters waiters = new Waiters();
            waiters.start(() -> {
                lock.lock();
                while (!changed[0]) {
                    condition.await();
                }
                lock.unlock();
            });
            waiters.endBy(() -> {
                lock.lock();
                changed[0] = true;
                condition.signalAll();
                lock.unlock();
            });
        }
    }

    private void readWriteLock() throws Exception {
        try (SharedReadWriteLock lock =
                SharedReadWriteLock.builder().domain(domain).waitPolicy(policy).create()) {
            final int[] count = {0};
            final AtomicInteger next = new AtomicInteger();
            final CountDownLatch held = new CountDownLatch(1);
            final CountDownLatch end = new CountDownLatch(1);
            final Started owner = VirtualThreads.start(() -> {
                lock.writeLock().lock();
                held.countDown();
                end.await();
                lock.writeLock().unlock();
            });
            held.await();
            final Waiters waiters = new Waiters();
            waiters.start(() -> {
                if (next.getAndIncrement() % 2 == 0) {
                    lock.readLock().lock();
                    Thread.yield();
                    assertThat(lock.readHoldCount()).isEqualTo(1);
                    lock.readLock().unlock();
                } else {
                    lock.writeLock().lock();
                    final int before = count[0];
                    Thread.yield();
                    count[0] = before + 1;
                    lock.writeLock().unlock();
                }
            });
            waiters.endBy(end::countDown);
            owner.await();
            assertThat(count[0]).isEqualTo(MANY / 2);
        }
    }

    private void semaphore() throws Exception {
        try (SharedSemaphore semaphore =
                SharedSemaphore.builder(0).domain(domain).waitPolicy(policy).create()) {
            final Waiters waiters = new Waiters();
            waiters.start(semaphore::acquire);
            waiters.endBy(() -> {
                for (int i = 0; i < MANY; i++) {
                    semaphore.release();
                }
            });
            assertThat(semaphore.availablePermits()).isZero();
        }
    }

    private void barrier() throws Exception {
        try (SharedBarrier barrier = SharedBarrier.builder(MANY + 1)
                .domain(domain)
                .waitPolicy(policy)
                .create()) {
            final Waiters waiters = new Waiters();
            waiters.start(barrier::await);
            waiters.endBy(() -> assertThat(barrier.await()).isZero());
        }
    }

    private void latch() throws Exception {
        try (SharedLatch latch =
                SharedLatch.builder(1).domain(domain).waitPolicy(policy).create()) {
            final Waiters waiters = new Waiters();
            waiters.start(latch::await);
            waiters.endBy(latch::countDown);
        }
    }

    private void event() throws Exception {
        try (SharedEvent event =
                SharedEvent.builder().domain(domain).waitPolicy(policy).create()) {
            final Waiters waiters = new Waiters();
            waiters.start(event::await);
            waiters.endBy(event::set);
        }
    }

    /** Virtual threads that come to wait, each in its turn. */
    private static final class Waiters {
        private final List<Started> started = new ArrayList<>();

        void start(final Call call) throws Exception {
            final CountDownLatch there = new CountDownLatch(MANY);
            for (int i = 0; i < MANY; i++) {
                started.add(VirtualThreads.start(() -> {
                    there.countDown();
                    call.run();
                }));
            }
            assertThat(there.await(30, SECONDS)).isTrue();
        }

        /** By one more virtual thread, which runs when the carrier is free. */
        void endBy(final Call end) throws Exception {
            assertThat(started).noneMatch(waiter -> waiter.done().isDone());
            VirtualThreads.start(end).await();
            for (final Started waiter : started) {
                waiter.await();
            }
        }
    }
}
