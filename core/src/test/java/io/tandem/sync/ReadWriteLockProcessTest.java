package io.tandem.sync;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.StandbyJvms;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** JVMs that share a read-write lock, stop and die. */
@SuppressWarnings("try") // closed without use
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadWriteLockProcessTest {
    private static final int KILLS = Boolean.getBoolean("tandem.long") ? 500 : 4;
    private static final int ROUNDS = 5_000;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private ReadWriteLockProgram own;

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    @BeforeEach
    void open() {
        own = new ReadWriteLockProgram(domain.get());
    }

    @AfterEach
    void close() {
        own.close();
        SharedReadWriteLock.delete(domain.get(), ReadWriteLockProgram.NAME);
        Segment.delete(domain.get(), ReadWriteLockProgram.WORDS, ObjectKind.QUEUE);
    }

    @Test
    void shouldKeepItsReadLockWhenAProcessIsStoppedAndLoseItWhenItIsKilled() throws Exception {
        try (StandbyJvms jvms = jvms(1);
                ChildJvm child = jvms.next(domain.directory() + " read")) {
            child.await("holding");
            child.signal("STOP");
            final BlockedCall<Boolean> waiting = BlockedCall.start(() -> {
                final boolean locked = own.lock.writeLock().tryLock(60, SECONDS);
                own.lock.writeLock().unlock();
                return locked;
            });

            assertThat(own.lock.writeLock().tryLock(300, MILLISECONDS)).isFalse();
            assertThat(own.lock.readers())
                    .singleElement()
                    .matches(reader -> reader.process().contains(Long.toString(child.pid())));
            child.kill();

            assertThat(waiting.result()).isTrue();
            assertThat(own.lock.readers()).isEmpty();
        }
    }

    /** First one that waits, then one that holds. */
    @Test
    void shouldLetReadersGoOnWhenAWriterThatWaitsIsStoppedOrKilled() throws Exception {
        own.lock.readLock().lock();
        try (StandbyJvms jvms = jvms(2);
                ChildJvm waiter = jvms.next(domain.directory() + " wait");
                ChildJvm writer = jvms.next(domain.directory() + " wait")) {
            waiter.await("waiting");
            writer.await("waiting");
            final BlockedCall<Boolean> reader = BlockedCall.start(() -> {
                own.lock.readLock().lock();
                own.lock.readLock().unlock();
                return true;
            });

            waiter.kill();
            writer.signal("STOP");
            own.lock.readLock().unlock();

            assertThat(reader.result()).isTrue();
            writer.signal("CONT");
            writer.await("holding");
            writer.kill();
            assertThatThrownBy(own.lock.readLock()::lock).isInstanceOf(OwnerDiedException.class);
            assertThat(own.lock.recover()).isPresent();
            own.lock.writeLock().unlock();
        }
    }

    /** One at a time is killed in the middle of what it does, while the others go on. */
    @Test
    void shouldShowNoHalfChangeAndStayUsableWhenProcessesAreKilledAtRandom() throws Exception {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final List<ChildJvm> running = new ArrayList<>();
        try (StandbyJvms jvms = jvms(KILLS)) {
            for (int kill = 0; kill < KILLS; kill++) {
                final ChildJvm next = jvms.next(domain.directory() + " churn " + random.nextLong());
                running.add(next);
                next.await("churning");
                LockSupport.parkNanos(MILLISECONDS.toNanos(random.nextInt(20)));
                if (running.size() > 1) {
                    running.remove(0).close();
                    own.write();
                    own.read();
                }
            }
        } finally {
            running.forEach(ChildJvm::close);
        }

        own.write();
        assertThat(own.faults()).as("seed %d", seed).isZero();
        assertThat(own.lock.writeLock().tryLock()).as("seed %d", seed).isTrue();
        own.lock.writeLock().unlock();
        assertThat(own.lock.readLockCount()).as("seed %d", seed).isZero();
    }

    /** Slices last 20 s here: they can't hide a lost wake-up. */
    @Test
    void shouldLoseNoWakeUpWhenReadersAndWritersSleep() throws Exception {
        final ExecutorService threads = Executors.newFixedThreadPool(5);
        try (SharedReadWriteLock lock = SharedReadWriteLock.builder()
                        .domain(domain.get())
                        .waitPolicy(WaitPolicy.SLEEP)
                        .create();
                RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            final List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 5; thread++) {
                final Lock side = thread < 2 ? lock.writeLock() : lock.readLock();
                all.add(threads.submit(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        side.lock();
                        if ((round & 7) == 0) {
                            Thread.yield();
                        }
                        side.unlock();
                    }
                    return null;
                }));
            }

            for (final Future<?> one : all) {
                one.get(120, SECONDS);
            }

            assertThat(system.sleepsTimedOut()).isZero();
            assertThat(system.calls("futexWait")).isPositive();
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(30, SECONDS)).isTrue();
        }
    }

    private static StandbyJvms jvms(final int count) {
        return new StandbyJvms(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1"), ReadWriteLockProgram.class, count);
    }
}
