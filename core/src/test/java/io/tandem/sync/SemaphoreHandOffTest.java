package io.tandem.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.os.NativeLibrary;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.StandbyJvms;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sleeps last 20 s here instead of 50 ms: a lost wake-up can't hide behind a slice. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SemaphoreHandOffTest {
    private static final int ROUNDS = Boolean.getBoolean("tandem.long") ? 5_000_000 : 50_000;
    private static final int ROUNDS_BETWEEN_PROCESSES = 5_000;
    private static final int ROUNDS_OF_MANY = 5_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    @AfterEach
    void end() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(30, SECONDS)).isTrue();
    }

    /** 10^5 of them. */
    @Test
    void shouldLoseNoWakeUpWhenTwoThreadsTakeTurnsSleeping() throws Exception {
        try (SharedSemaphore ping = SemaphoreProgram.turn(domain.get(), SemaphoreProgram.PING);
                SharedSemaphore pong = SemaphoreProgram.turn(domain.get(), SemaphoreProgram.PONG);
                RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            final Future<?> partner = threads.submit(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    ping.acquire();
                    pong.release();
                }
                return null;
            });

            for (int round = 0; round < ROUNDS; round++) {
                ping.release();
                pong.acquire();
            }

            partner.get(60, SECONDS);
            assertThat(system.sleepsTimedOut()).isZero();
            assertThat(system.calls("futexWait")).isGreaterThan(ROUNDS / 10);
        }
    }

    @Test
    void shouldLoseNoWakeUpWhenTwoProcessesTakeTurnsSleeping() throws Exception {
        try (StandbyJvms jvms = new StandbyJvms(List.of("-Xshare:auto"), SemaphoreProgram.class, 1);
                SharedSemaphore ping = SemaphoreProgram.turn(domain.get(), SemaphoreProgram.PING);
                SharedSemaphore pong = SemaphoreProgram.turn(domain.get(), SemaphoreProgram.PONG);
                ChildJvm child = jvms.next(domain.directory() + " answer " + ROUNDS_BETWEEN_PROCESSES)) {
            child.await("ready");
            try (RecordingSystem system = RecordingSystem.installWithLongSlices()) {
                for (int round = 0; round < ROUNDS_BETWEEN_PROCESSES; round++) {
                    ping.release();
                    pong.acquire();
                }

                assertThat(system.sleepsTimedOut()).isZero();
            }
            assertThat(child.await("answered")).isEqualTo("answered, timed out 0");
            assertThat(child.awaitExit()).isZero();
        }
    }

    /** More threads than permits, so that signals are used up, passed on, and raced by those that come. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldLoseNoWakeUpWhenManyThreadsCompeteSleeping(final int most) throws Exception {
        try (SharedSemaphore semaphore = SharedSemaphore.builder(2)
                        .domain(domain.get())
                        .waitPolicy(WaitPolicy.SLEEP)
                        .create();
                RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            final List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 6; thread++) {
                final int wanted = 1 + thread % most;
                all.add(threads.submit(() -> {
                    for (int round = 0; round < ROUNDS_OF_MANY; round++) {
                        semaphore.acquire(wanted);
                        if ((round & 7) == 0) {
                            Thread.yield();
                        }
                        semaphore.release(wanted);
                    }
                    return null;
                }));
            }

            for (final Future<?> one : all) {
                one.get(120, SECONDS);
            }

            assertThat(semaphore.availablePermits()).isEqualTo(2);
            assertThat(system.sleepsTimedOut()).isZero();
        }
    }

    @AfterEach
    void delete() {
        SharedSemaphore.delete(domain.get(), SemaphoreProgram.PING);
        SharedSemaphore.delete(domain.get(), SemaphoreProgram.PONG);
    }
}
