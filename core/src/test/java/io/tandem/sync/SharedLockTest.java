package io.tandem.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.channel.SharedQueue;
import io.tandem.os.NativeLibrary;
import io.tandem.process.ChildProcess;
import io.tandem.segment.IncompatibleException;
import io.tandem.segment.OutOfSpaceException;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a shared lock has beyond the JDK's: its owner, its options, conditions by name, closing, and handles that travel. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("try") // closed without use
class SharedLockTest {
    private static final String NAME = "lock";

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    private SharedLock.Builder builder() {
        return SharedLock.builder().domain(domain.get()).waitPolicy(WaitPolicy.SLEEP);
    }

    @Test
    void shouldNameItsOwnerWhenHeld() throws Exception {
        try (SharedLock lock = builder().create()) {
            final Thread thread = Thread.currentThread();
            assertThat(lock.owner()).isEmpty();
            assertThat(lock.isLocked()).isFalse();
            assertThat(lock.toString()).contains("held by nobody");
            assertThatThrownBy(lock::unlock)
                    .isInstanceOf(IllegalMonitorStateException.class)
                    .hasMessageContaining(": this is thread " + thread.getName() + " of process ")
                    .hasMessageEndingWith(
                            " (this one, pid " + ProcessHandle.current().pid() + "), and nobody holds it.");

            lock.lock();

            final LockOwner owner = lock.owner().orElseThrow();
            assertThat(owner.threadId()).isEqualTo(thread.getId());
            assertThat(owner.threadName()).contains(thread.getName());
            assertThat(owner.process())
                    .contains("pid " + ProcessHandle.current().pid());
            assertThat(owner.heldSince()).isEmpty();
            assertThat(lock.isLocked()).isTrue();
            assertThat(lock.toString()).contains("held by", thread.getName());
            lock.unlock();
        }
    }

    @Test
    void shouldNameTheNextOwnerWhenAnotherThreadLocks() throws Exception {
        try (SharedLock lock = builder().create()) {
            lock.lock();
            lock.unlock();
            final CountDownLatch seen = new CountDownLatch(1);
            final FutureTask<Long> task = new FutureTask<>(() -> {
                lock.lock();
                final boolean inTime = seen.await(60, TimeUnit.SECONDS);
                lock.unlock();
                return inTime ? Thread.currentThread().getId() : -1;
            });
            new Thread(task, "the other \u00e9").start();

            Awaitility.await().until(lock::isLocked);
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(lock.owner().orElseThrow().threadName()).contains("the other \u00e9"));
            final LockOwner owner = lock.owner().orElseThrow();
            seen.countDown();

            assertThat(owner.threadId()).isEqualTo(task.get(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldTellSinceWhenItIsHeldAtLeastWhenAnotherHasWaited() throws Exception {
        try (SharedLock lock = builder().create()) {
            final Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
            lock.lock();
            final BlockedCall<Object> waiting = BlockedCall.start(() -> {
                lock.lock();
                final Object since = lock.owner().orElseThrow().heldSince();
                lock.unlock();
                return since;
            });

            Awaitility.await()
                    .until(() -> lock.owner().orElseThrow().heldSince().isPresent());
            final Instant since = lock.owner().orElseThrow().heldSince().orElseThrow();

            assertThat(since).isBetween(before, Instant.now());
            assertThat(lock.toString())
                    .contains("pid " + ProcessHandle.current().pid())
                    .contains("thread " + Thread.currentThread().getId() + " (\""
                            + Thread.currentThread().getName() + "\")")
                    .endsWith(", since " + since + " or earlier");
            lock.unlock();
            assertThat(waiting.result()).isEqualTo(Optional.empty());
        }
    }

    @Test
    void shouldAskNobodyWhenUncontended() {
        try (SharedLock lock = builder().create()) {
            lock.lock();
            lock.unlock();
            try (RecordingSystem system = RecordingSystem.install()) {
                for (int i = 0; i < 1000; i++) {
                    lock.lock();
                    lock.lock();
                    lock.unlock();
                    lock.unlock();
                }
                assertThat(system.calls("futexWake")).isZero();
                assertThat(system.calls("futexWait")).isZero();
            }
        }
    }

    @Test
    void shouldRefuseAnotherOwnerDeathWhenOpened() {
        try (SharedLock lock = builder().name(NAME).create()) {
            assertThatThrownBy(() ->
                            builder().name(NAME).ownerDeath(OwnerDeath.RELEASE).open())
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContainingAll("owner-death", "report", "release");
            builder()
                    .name(NAME)
                    .ownerDeath(OwnerDeath.RELEASE)
                    .adoptExisting()
                    .open()
                    .close();
        } finally {
            assertThat(SharedLock.delete(domain.get(), NAME)).isTrue();
            assertThat(SharedLock.delete(domain.get(), NAME)).isFalse();
        }
    }

    @Test
    void shouldFindTheSameConditionsWhenNamedAlike() {
        try (SharedLock lock = builder().create()) {
            final String longest = "n".repeat(40);
            final Condition condition = lock.condition(longest);

            assertThat(lock.condition(longest)).isSameAs(condition);
            assertThat(condition.toString()).contains(longest);
            for (int i = 1; i < 16; i++) {
                lock.condition("c" + i);
            }
            assertThatThrownBy(() -> lock.condition("one-more"))
                    .isInstanceOf(OutOfSpaceException.class)
                    .hasMessageContainingAll("one-more", "16");
            assertThat(lock.isLocked()).isFalse();
            assertThatThrownBy(() -> lock.condition("n".repeat(41)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("40");
            assertThatThrownBy(() -> lock.condition("a b")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(lock::newCondition)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("condition(name)");
        }
    }

    @Test
    void shouldEndWaitsWhenClosed() throws Exception {
        try (SharedLock lock = builder().create()) {
            final BlockedCall<Void> inCondition = BlockedCall.start(() -> {
                lock.lock();
                try {
                    lock.condition("never").await();
                } finally {
                    lock.unlock();
                }
                return null;
            });
            lock.lock();
            final BlockedCall<Void> inLock = BlockedCall.start(() -> {
                lock.lock();
                return null;
            });

            lock.close();

            assertThat(inLock.failure())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
            assertThat(inCondition.failure())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
            assertThat(lock.isHeldByCurrentThread()).isTrue();
            lock.unlock();
            assertThatThrownBy(lock::lock).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(lock::tryLock).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> lock.tryLock(0, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(lock::recover).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(lock::unlock).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> lock.condition("never")).isInstanceOf(IllegalStateException.class);
            assertThat(lock.isLocked()).isFalse();
        }
    }

    /** Closed at any moment of a lock, a wait or an unlock, a handle leaves nothing locked. */
    @Test
    void shouldLeaveItFreeWhenClosedWhileOthersLock() throws Exception {
        try (SharedLock lock = builder().name(NAME).create()) {
            for (int round = 0; round < 300; round++) {
                final SharedLock closing = builder().name(NAME).open();
                final int laps = round;
                final List<FutureTask<Void>> users = new ArrayList<>();
                for (int user = 0; user < 2; user++) {
                    users.add(new FutureTask<>(() -> {
                        while (true) {
                            closing.lock();
                            closing.unlock();
                        }
                    }));
                    new Thread(users.get(user)).start();
                }
                for (int i = 0; i < laps; i++) {
                    lock.lock();
                    lock.unlock();
                }

                closing.close();

                for (final FutureTask<Void> user : users) {
                    assertThatThrownBy(() -> user.get(30, TimeUnit.SECONDS))
                            .hasCauseInstanceOf(IllegalStateException.class);
                }
                assertThat(lock.tryLock()).isTrue();
                lock.unlock();
            }
        } finally {
            SharedLock.delete(domain.get(), NAME);
        }
    }

    @Test
    void shouldBeOneLockWhenItsHandleTravelsInAMessage() throws Exception {
        try (SharedQueue<Object> queue =
                        SharedQueue.builder(Object.class).domain(domain.get()).create();
                SharedLock lock = builder().create()) {
            lock.lock();
            queue.put(lock);

            try (SharedLock arrived = (SharedLock) queue.take()) {
                assertThat(arrived.holdCount()).isEqualTo(1);
                arrived.unlock();
                assertThat(lock.isLocked()).isFalse();
            }
        }
    }

    @Test
    void shouldMeetInAChildWhenItsHandleTravelsInALambda() throws Exception {
        try (SharedLock lock = builder().create()) {
            lock.lock();
            try (ChildProcess child = ChildProcess.builder()
                    .domain(domain.get())
                    .start(() -> {
                        lock.lock();
                        lock.condition("child").signalAll();
                        lock.unlock();
                    })) {
                final boolean signalled = lock.condition("child").await(60, TimeUnit.SECONDS);
                lock.unlock();

                assertThat(signalled).isTrue();
                assertThat(child.join(Duration.ofSeconds(60))).isTrue();
                assertThat(child.exitCode()).isZero();
            }
        }
    }
}
