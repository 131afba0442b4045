package io.tandem.sync;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.os.NativeLibrary;
import io.tandem.process.ChildProcess;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.StandbyJvms;
import io.tandem.testing.TestDomain;
import io.tandem.testing.TestDomain.OtherProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** JVMs that share permits, stop and die. */
@SuppressWarnings("try") // closed without use
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SemaphoreProcessTest {
    private static final boolean LONG = Boolean.getBoolean("tandem.long");
    private static final int KILLS = LONG ? 500 : 5;
    private static final int RACES = LONG ? 5_000 : 40;

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private SharedSemaphore own;

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    @BeforeEach
    void open() {
        own = SemaphoreProgram.builder(domain.get()).create();
    }

    @AfterEach
    void close() {
        own.close();
        SharedSemaphore.delete(domain.get(), SemaphoreProgram.NAME);
    }

    @Test
    void shouldKeepWhatItHoldsWhenAProcessIsStoppedAndBringItBackWhenItIsKilled() throws Exception {
        try (StandbyJvms jvms = jvms(1);
                ChildJvm child = jvms.next(orders("hold 2"))) {
            child.await("holding");
            child.signal("STOP");
            final BlockedCall<Boolean> waiting = BlockedCall.start(() -> own.tryAcquire(2, 60, SECONDS));

            assertThat(own.tryAcquire(2, 300, MILLISECONDS)).isFalse();
            assertThat(own.availablePermits()).isEqualTo(1);
            assertThat(own.holders())
                    .singleElement()
                    .matches(holder -> holder.process().contains(Long.toString(child.pid())));
            child.kill();

            assertThat(waiting.result()).isTrue();
            assertThat(own.availablePermits()).isEqualTo(1);
            own.release(2);
            assertThat(own.availablePermits()).isEqualTo(SemaphoreProgram.PERMITS);
        }
    }

    @Test
    void shouldGoToTheOtherWaiterWhenAWaiterIsKilled() throws Exception {
        own.acquire(3);
        try (StandbyJvms jvms = jvms(2);
                ChildJvm first = jvms.next(orders("wait 1"));
                ChildJvm second = jvms.next(orders("wait 1"))) {
            first.await("waiting");
            second.await("waiting");

            first.kill();
            own.release();

            second.await("acquired");
            assertThat(own.availablePermits()).isZero();
            second.kill();
            await().until(() -> own.availablePermits() == 1);
        }
    }

    /** One at a time is killed in the middle of what it does, while the others go on. */
    @Test
    void shouldHaveAllPermitsBackOnceWhenProcessesAreKilledAtRandom() throws Exception {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        final List<ChildJvm> running = new ArrayList<>();
        try (StandbyJvms jvms = jvms(KILLS)) {
            for (int kill = 0; kill < KILLS; kill++) {
                final ChildJvm next = jvms.next(orders("churn " + random.nextLong()));
                running.add(next);
                next.await("churning");
                LockSupport.parkNanos(MILLISECONDS.toNanos(random.nextInt(20)));
                if (running.size() > 1) {
                    running.remove(0).close();
                    assertThat(own.tryAcquire(3, 60, SECONDS))
                            .as("seed %d", seed)
                            .isTrue();
                    assertThat(own.tryAcquire()).as("seed %d", seed).isFalse();
                    own.release(3);
                }
            }
        } finally {
            running.forEach(ChildJvm::close);
        }

        assertThat(own.availablePermits()).as("seed %d", seed).isEqualTo(SemaphoreProgram.PERMITS);
        assertThat(own.holders()).isEmpty();
    }

    /** Both have the proof of death, both bring the permits back, and there are three again: not five. */
    @Test
    void shouldBringPermitsBackOnceWhenTwoSurvivorsRecoverAtTheSameTime() throws Exception {
        final OtherProcess heir = domain.otherProcess("heir");
        final ExecutorService threads = Executors.newFixedThreadPool(2);
        final CyclicBarrier start = new CyclicBarrier(2);
        try (SharedSemaphore theirs = SemaphoreProgram.builder(heir.domain()).open()) {
            for (int race = 0; race < RACES; race++) {
                final OtherProcess victim = domain.otherProcess("victim");
                try (SharedSemaphore held =
                        SemaphoreProgram.builder(victim.domain()).open()) {
                    held.acquire(2);
                }
                victim.kill();
                final Future<Boolean> one = threads.submit(() -> takesThree(start, own));
                final Future<Boolean> other = threads.submit(() -> takesThree(start, theirs));

                // Both are waited for, whatever the first one says: each gives back what it takes.
                assertThat(List.of(one.get(60, SECONDS), other.get(60, SECONDS)))
                        .contains(true);
                assertThat(own.availablePermits()).isEqualTo(SemaphoreProgram.PERMITS);
                assertThat(theirs.availablePermits()).isEqualTo(SemaphoreProgram.PERMITS);
            }
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(30, SECONDS)).isTrue();
        }
    }

    private static boolean takesThree(final CyclicBarrier start, final SharedSemaphore semaphore) throws Exception {
        start.await(60, SECONDS);
        final boolean taken = semaphore.tryAcquire(3, 60, SECONDS);
        if (taken) {
            semaphore.release(3);
        }
        return taken;
    }

    @Test
    void shouldBeTheSameSemaphoreWhenItTravelsToAChild() throws Exception {
        final SharedSemaphore travelling = own;
        own.acquire();
        try (ChildProcess child = ChildProcess.builder().domain(domain.get()).start(() -> {
            travelling.acquire(2);
            if (travelling.tryAcquire()) {
                throw new IllegalStateException("It knows nothing of the permit that its parent has.");
            }
            travelling.release();
        })) {
            assertThat(child.join(Duration.ofSeconds(60))).isTrue();

            assertThat(child.exitCode()).isZero();
            assertThat(own.availablePermits()).isEqualTo(2);
            own.release();
        }
    }

    private static StandbyJvms jvms(final int count) {
        return new StandbyJvms(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1"), SemaphoreProgram.class, count);
    }

    private String orders(final String orders) {
        return domain.directory() + " " + orders;
    }
}
