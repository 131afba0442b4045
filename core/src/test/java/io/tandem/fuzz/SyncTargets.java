package io.tandem.fuzz;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.tandem.segment.OutOfSpaceException;
import io.tandem.sync.OwnerDiedException;
import io.tandem.sync.SharedBarrier;
import io.tandem.sync.SharedEvent;
import io.tandem.sync.SharedLatch;
import io.tandem.sync.SharedLock;
import io.tandem.sync.SharedReadWriteLock;
import io.tandem.sync.SharedSemaphore;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;

/** The synchronizers. Waits are timed, so that no deadlock can be of the fuzzer's making. */
@SuppressWarnings("ReturnValueIgnored") // they are called for what they throw
final class SyncTargets {
    private static final int PERMITS = 3;

    private SyncTargets() {}

    static List<Target<?>> all() {
        return List.of(lock(), readWriteLock(), semaphore(true), semaphore(false), event(), latch(), barrier());
    }

    private static Target<SharedLock> lock() {
        return new Target<>("lock", domain -> SharedLock.builder())
                .call(
                        "tryLock",
                        (lock, random) -> {
                            if (lock.tryLock()) {
                                lock.unlock();
                            }
                        },
                        OwnerDiedException.class)
                .call("tryLock timed", (lock, random) -> hold(lock, random), OwnerDiedException.class)
                .call(
                        "condition",
                        (lock, random) -> {
                            final var condition = lock.condition("c" + random.nextInt(20));
                            if (lock.tryLock(1, MILLISECONDS)) {
                                try {
                                    condition.await(random.nextInt(100), MICROSECONDS);
                                    condition.signal();
                                    condition.signalAll();
                                } finally {
                                    lock.unlock();
                                }
                            }
                        },
                        OwnerDiedException.class,
                        OutOfSpaceException.class)
                .call("unlock", (lock, random) -> lock.unlock(), IllegalMonitorStateException.class)
                .call("isLocked", (lock, random) -> lock.isLocked())
                .call("holdCount", (lock, random) -> lock.holdCount())
                .call("owner", (lock, random) -> lock.owner())
                .call("newCondition", (lock, random) -> lock.newCondition(), UnsupportedOperationException.class)
                .call("toString", (lock, random) -> lock.toString());
    }

    private static Target<SharedReadWriteLock> readWriteLock() {
        return new Target<>("read-write lock", domain -> SharedReadWriteLock.builder())
                .call("write", (lock, random) -> hold(lock.writeLock(), random), OwnerDiedException.class)
                .call(
                        "read",
                        (lock, random) -> hold(lock.readLock(), random),
                        OwnerDiedException.class,
                        OutOfSpaceException.class)
                .call("unlock", (lock, random) -> lock.readLock().unlock(), IllegalMonitorStateException.class)
                .call("unlock write", (lock, random) -> lock.writeLock().unlock(), IllegalMonitorStateException.class)
                .call("counts", (lock, random) -> {
                    lock.readHoldCount();
                    lock.writeHoldCount();
                    lock.readLockCount();
                })
                .call("readers", (lock, random) -> lock.readers())
                .call("writer", (lock, random) -> lock.writer())
                .call("isWriteLocked", (lock, random) -> lock.isWriteLocked())
                .call("toString", (lock, random) -> lock.toString());
    }

    private static void hold(final Lock lock, final Random random) throws InterruptedException {
        if (lock.tryLock(random.nextInt(200), MICROSECONDS)) {
            try {
                Thread.yield();
            } finally {
                lock.unlock();
            }
        }
    }

    private static Target<SharedSemaphore> semaphore(final boolean owned) {
        return new Target<>(owned ? "semaphore" : "semaphore without owners", domain -> {
                    final SharedSemaphore.Builder options = SharedSemaphore.builder(PERMITS);
                    return owned ? options : options.withoutOwners();
                })
                .call("tryAcquire", (semaphore, random) -> {
                    if (semaphore.tryAcquire()) {
                        semaphore.release();
                    }
                })
                .call("tryAcquire timed", (semaphore, random) -> {
                    final int wanted = 1 + random.nextInt(PERMITS);
                    if (semaphore.tryAcquire(wanted, random.nextInt(200), MICROSECONDS)) {
                        semaphore.release(wanted);
                    }
                })
                .call("release", (semaphore, random) -> semaphore.release(1 + random.nextInt(2)))
                .call("drain", (semaphore, random) -> semaphore.drainPermits())
                .call("availablePermits", (semaphore, random) -> semaphore.availablePermits())
                .call("holders", (semaphore, random) -> semaphore.holders())
                .call("toString", (semaphore, random) -> semaphore.toString());
    }

    private static Target<SharedEvent> event() {
        return new Target<>("event", domain -> SharedEvent.builder())
                .call("set", (event, random) -> event.set())
                .call("clear", (event, random) -> event.clear())
                .call("isSet", (event, random) -> event.isSet())
                .call("isReady", (event, random) -> event.isReady())
                .call("await", (event, random) -> event.await(random.nextInt(200), MICROSECONDS));
    }

    private static Target<SharedLatch> latch() {
        return new Target<>("latch", domain -> SharedLatch.builder(1_000))
                .call("countDown", (latch, random) -> latch.countDown())
                .call(
                        "countDown many",
                        (latch, random) -> latch.countDown(random.nextInt(3)),
                        IllegalArgumentException.class)
                .call("count", (latch, random) -> latch.count())
                .call("isReady", (latch, random) -> latch.isReady())
                .call("await", (latch, random) -> latch.await(random.nextInt(200), MICROSECONDS));
    }

    private static Target<SharedBarrier> barrier() {
        return new Target<>("barrier", domain -> SharedBarrier.builder(2))
                .call(
                        "await",
                        (barrier, random) -> barrier.await(random.nextInt(400), MICROSECONDS),
                        BrokenBarrierException.class,
                        TimeoutException.class,
                        OutOfSpaceException.class)
                .call("reset", (barrier, random) -> barrier.reset())
                .call("abort", (barrier, random) -> barrier.abort("at random"))
                .call("isBroken", (barrier, random) -> barrier.isBroken())
                .call("numberWaiting", (barrier, random) -> barrier.numberWaiting())
                .call("parties", (barrier, random) -> barrier.parties());
    }
}
