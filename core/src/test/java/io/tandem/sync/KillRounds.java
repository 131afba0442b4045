package io.tandem.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.value.SharedLong;
import io.tandem.value.SharedLongArray;
import io.tandem.value.SharedMemory;
import io.tandem.value.SharedValues;
import io.tandem.wait.WaitPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Rounds that two processes do on one synchronizer, each at a seat of its own; who is killed is replaced at the same seat. */
enum KillRounds {
    /** Two counters under a lock. */
    LOCK {
        @Override
        Table open(final Domain domain, final int seat, final KillAccount account) {
            final SharedLock lock = lock(domain, name());
            return new Table(lock) {
                @Override
                void round() {
                    lockOrMend(lock, account);
                    account.raiseTwins();
                    lock.unlock();
                    account.progress(seat);
                }

                @Override
                void settle(final int kills) {
                    lockOrMend(lock, account);
                    lock.unlock();
                    countsAsToldOf(account, kills);
                    assertThat(account.twin()).isEqualTo(account.counter());
                }
            };
        }

        @Override
        void delete(final Domain domain) {
            SharedLock.delete(domain, name());
        }
    },
    /** Turns under a lock: each waits for its own by a condition, and signals the other's. */
    CONDITION {
        @Override
        Table open(final Domain domain, final int seat, final KillAccount account) {
            final SharedLock lock = lock(domain, name());
            return new Table(lock) {
                private final Condition mine = conditionOrMend("seat-" + seat);
                private final Condition theirs = conditionOrMend("seat-" + (1 - seat));

                private Condition conditionOrMend(final String condition) {
                    lockOrMend(lock, account);
                    try {
                        return lock.condition(condition);
                    } finally {
                        lock.unlock();
                    }
                }

                @Override
                void round() throws InterruptedException {
                    lockOrMend(lock, account);
                    while (account.counter() % KillAccount.SEATS != seat) {
                        awaitOrMend();
                    }
                    account.raiseTwins();
                    theirs.signal();
                    lock.unlock();
                    account.progress(seat);
                }

                private void awaitOrMend() throws InterruptedException {
                    try {
                        mine.await();
                    } catch (final OwnerDiedException e) {
                        account.mendTwins();
                    }
                }

                @Override
                void settle(final int kills) {
                    lockOrMend(lock, account);
                    lock.unlock();
                    countsAsToldOf(account, kills);
                    assertThat(account.twin()).isEqualTo(account.counter());
                }
            };
        }

        @Override
        void delete(final Domain domain) {
            SharedLock.delete(domain, name());
        }
    },
    /** Two words that writers raise and readers compare. */
    READ_WRITE {
        @Override
        Table open(final Domain domain, final int seat, final KillAccount account) {
            final SharedReadWriteLock lock = SharedReadWriteLock.builder()
                    .domain(domain)
                    .name(name())
                    .waitPolicy(WaitPolicy.SLEEP)
                    .openOrCreate();
            return new Table(lock) {
                @Override
                void round() {
                    read();
                    write();
                    account.progress(seat);
                }

                private void read() {
                    try {
                        lock.readLock().lock();
                    } catch (final OwnerDiedException e) {
                        return;
                    }
                    account.checkTwins();
                    lock.readLock().unlock();
                }

                private void write() {
                    try {
                        lock.writeLock().lock();
                    } catch (final OwnerDiedException e) {
                        if (lock.recover().isPresent()) {
                            account.mendTwins();
                        }
                    }
                    account.raiseTwins();
                    lock.writeLock().unlock();
                }

                @Override
                void settle(final int kills) {
                    write();
                    countsAsToldOf(account, kills + 1);
                    assertThat(account.twin()).isEqualTo(account.counter());
                    assertThat(lock.readLockCount()).isZero();
                    assertThat(lock.isWriteLocked()).isFalse();
                }
            };
        }

        @Override
        void delete(final Domain domain) {
            SharedReadWriteLock.delete(domain, name());
        }
    },
    /** One permit: a mark that its holder leaves stays until it is given back. */
    SEMAPHORE {
        @Override
        Table open(final Domain domain, final int seat, final KillAccount account) {
            final SharedSemaphore semaphore = SharedSemaphore.builder(1)
                    .bounded()
                    .domain(domain)
                    .name(name())
                    .waitPolicy(WaitPolicy.SLEEP)
                    .openOrCreate();
            return new Table(semaphore) {
                @Override
                void round() throws InterruptedException {
                    semaphore.acquire();
                    final long mark = account.counter() + 1;
                    account.counter(mark);
                    account.seen(0, seat);
                    account.lingerAtTimes();
                    account.check(account.counter() == mark && account.seenBy(0) == seat);
                    semaphore.release();
                    account.progress(seat);
                }

                @Override
                void settle(final int kills) throws InterruptedException {
                    assertThat(semaphore.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
                    assertThat(semaphore.tryAcquire()).isFalse();
                    semaphore.release();
                    assertThat(semaphore.availablePermits()).isEqualTo(1);
                    assertThat(semaphore.holders()).isEmpty();
                    countsAsToldOf(account, kills);
                }
            };
        }

        @Override
        void delete(final Domain domain) {
            SharedSemaphore.delete(domain, name());
        }
    },
    /** Both must meet twice in a round; in between both have seen the same number. */
    BARRIER {
        @Override
        Table open(final Domain domain, final int seat, final KillAccount account) {
            final SharedBarrier barrier = SharedBarrier.builder(KillAccount.SEATS)
                    .domain(domain)
                    .name(name())
                    .waitPolicy(WaitPolicy.SLEEP)
                    .openOrCreate();
            return new Table(barrier) {
                @Override
                void round() throws Exception {
                    try {
                        if (seat == 0) {
                            account.addToCounter(1);
                        }
                        barrier.await();
                        account.seen(seat, account.counter());
                        barrier.await();
                        account.check(account.seenBy(0) == account.seenBy(1));
                        account.progress(seat);
                    } catch (final BrokenSharedBarrierException e) {
                        if (barrier.isBroken()) {
                            barrier.reset();
                        }
                    }
                }

                @Override
                void settle(final int kills) {
                    assertThat(barrier.isBroken()).isTrue();
                    barrier.reset();
                    assertThat(barrier.isBroken()).isFalse();
                    assertThat(barrier.numberWaiting()).isZero();
                    // Each death can keep one seat from telling of a round that the other has told of.
                    assertThat(Math.abs(account.progressOf(0) - account.progressOf(1)))
                            .isLessThanOrEqualTo(kills);
                    assertThat(account.counter()).isGreaterThanOrEqualTo(account.progressOf(0));
                }
            };
        }

        @Override
        void delete(final Domain domain) {
            SharedBarrier.delete(domain, name());
        }
    },
    /** Counts down until told to stop, then waits for the rest, which somebody else counts down. */
    LATCH {
        @Override
        Table open(final Domain domain, final int seat, final KillAccount account) {
            final SharedLatch latch = SharedLatch.builder(LATCH_COUNT)
                    .domain(domain)
                    .name(name())
                    .waitPolicy(WaitPolicy.SLEEP)
                    .openOrCreate();
            return new Table(latch) {
                @Override
                void round() throws InterruptedException {
                    if (account.twin() == 0) {
                        latch.countDown();
                        account.addToCounter(1);
                        account.progress(seat);
                        return;
                    }
                    account.seen(seat, 1);
                    latch.await();
                    account.check(latch.count() == 0);
                    account.seen(seat, 2);
                    Thread.sleep(Long.MAX_VALUE);
                }

                @Override
                void letThrough(final int kills) {
                    account.twin(1);
                    untilBothSeats(account, 1);
                    final long counted = LATCH_COUNT - latch.count();
                    assertThat(counted).isBetween(account.progress(), account.progress() + kills);
                    latch.countDown(latch.count() - 1);
                    assertThat(account.seenBy(0) + account.seenBy(1)).isEqualTo(KillAccount.SEATS);
                    latch.countDown();
                    untilBothSeats(account, 2);
                }

                @Override
                void settle(final int kills) {
                    assertThat(latch.count()).isZero();
                }
            };
        }

        @Override
        void delete(final Domain domain) {
            SharedLatch.delete(domain, name());
        }
    },
    /** Turns: each clears its own event, and sets the other's. */
    EVENT {
        @Override
        Table open(final Domain domain, final int seat, final KillAccount account) {
            final SharedEvent mine = event(domain, seat);
            final SharedEvent theirs = event(domain, 1 - seat);
            return new Table(mine, theirs) {
                @Override
                void round() throws InterruptedException {
                    final long turn = account.counter();
                    if (turn % KillAccount.SEATS == seat) {
                        account.counter(turn + 1);
                        account.progress(seat);
                    }
                    // Again by who comes for one that died between its turn and this.
                    theirs.set();
                    mine.await();
                    mine.clear();
                }

                @Override
                void settle(final int kills) {
                    countsAsToldOf(account, kills);
                }
            };
        }

        private SharedEvent event(final Domain domain, final int seat) {
            return SharedEvent.builder()
                    .domain(domain)
                    .name(name() + "-" + seat)
                    .waitPolicy(WaitPolicy.SLEEP)
                    .openOrCreate();
        }

        @Override
        void delete(final Domain domain) {
            SharedEvent.delete(domain, name() + "-0");
            SharedEvent.delete(domain, name() + "-1");
        }
    },
    /** Each number is raised by one call. */
    NUMBERS {
        @Override
        Table open(final Domain domain, final int seat, final KillAccount account) {
            final SharedLong value =
                    SharedLong.builder().domain(domain).name(name()).openOrCreate();
            final SharedValues slots = SharedValues.builder(1)
                    .domain(domain)
                    .name(name() + "-slots")
                    .openOrCreate();
            final SharedLongArray array = SharedLongArray.builder(1)
                    .domain(domain)
                    .name(name() + "-array")
                    .openOrCreate();
            final SharedMemory memory = SharedMemory.builder(Long.BYTES)
                    .domain(domain)
                    .name(name() + "-memory")
                    .openOrCreate();
            final SharedLong slot = slots.longAt(0);
            return new Table(value, slots, array, memory) {
                @Override
                void round() {
                    value.incrementAndGet();
                    slot.accumulateAndGet(1, Long::sum);
                    array.getAndIncrement(0);
                    memory.getAndAddLong(0, 1);
                    account.progress(seat);
                    Thread.yield();
                }

                @Override
                void settle(final int kills) {
                    assertThat(Stream.of(value.get(), slot.get(), array.get(0), memory.getLong(0)))
                            .allSatisfy(number ->
                                    assertThat(number).isBetween(account.progress(), account.progress() + kills));
                }
            };
        }

        @Override
        void delete(final Domain domain) {
            SharedLong.delete(domain, name());
            SharedValues.delete(domain, name() + "-slots");
            SharedLongArray.delete(domain, name() + "-array");
            SharedMemory.delete(domain, name() + "-memory");
        }
    };

    private static final long LATCH_COUNT = 1L << 40;

    abstract Table open(Domain domain, int seat, KillAccount account);

    abstract void delete(Domain domain);

    KillAccount account(final Domain domain) {
        return KillAccount.open(domain, ordinal(), values().length);
    }

    private static SharedLock lock(final Domain domain, final String name) {
        return SharedLock.builder()
                .domain(domain)
                .name(name)
                .waitPolicy(WaitPolicy.SLEEP)
                .openOrCreate();
    }

    private static void lockOrMend(final SharedLock lock, final KillAccount account) {
        try {
            lock.lock();
        } catch (final OwnerDiedException e) {
            if (lock.recover().isPresent()) {
                account.mendTwins();
            }
        }
    }

    /** Who is killed between a round and telling of it takes one with it. */
    private static void countsAsToldOf(final KillAccount account, final int kills) {
        assertThat(account.counter()).isBetween(account.progress(), account.progress() + kills);
    }

    /** A synchronizer as a seat uses it, or the judge. */
    abstract static class Table implements AutoCloseable {
        private final SharedObject[] objects;

        Table(final SharedObject... objects) {
            this.objects = objects;
        }

        abstract void round() throws Exception;

        /** Called while both seats are alive, when nobody is killed any more but at the end. */
        void letThrough(final int kills) {}

        /** Called when all are dead. */
        abstract void settle(int kills) throws InterruptedException;

        static void untilBothSeats(final KillAccount account, final long state) {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(List.of(account.seenBy(0), account.seenBy(1)))
                            .as("states of the seats")
                            .allSatisfy(seen -> assertThat(seen).isGreaterThanOrEqualTo(state)));
        }

        @Override
        public void close() {
            for (final SharedObject object : objects) {
                object.close();
            }
        }
    }
}
