package io.tandem.wait.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.os.NativeLibrary;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.SharedPage;
import io.tandem.wait.WaitPolicy;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sleeps last 20 s here instead of 50 ms: a lost wake-up can't hide behind a slice. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HandOffTest {
    private static final long ROUNDS_BETWEEN_THREADS = 50_000;
    private static final long ROUNDS_BETWEEN_PROCESSES = 5_000;
    // For a busy machine, on which each turn may cost a time slice.
    private static final long LIMIT_NANOS = SECONDS.toNanos(8);

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    /** Beside a partner that spins, an answer comes just while the sleeper arms, looks and falls asleep. */
    @ParameterizedTest
    @CsvSource({"SLEEP, SLEEP", "SLEEP, SPIN", "SPIN_THEN_SLEEP, SPIN_THEN_SLEEP"})
    void shouldLoseNoWakeUpWhenTwoThreadsTakeTurns(final WaitPolicy own, final WaitPolicy partners) throws Exception {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        try (SharedPage page = SharedPage.create();
                RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            final FutureTask<Long> partner =
                    new FutureTask<>(() -> new HandOff(page.buffer(), false, false, seed).answer(partners));
            final Thread thread = new Thread(partner);
            thread.start();

            final long served =
                    new HandOff(page.buffer(), true, false, seed + 1).serve(own, ROUNDS_BETWEEN_THREADS, LIMIT_NANOS);

            assertThat(partner.get(60, SECONDS)).isEqualTo(served).isPositive();
            assertThat(system.sleepsTimedOut()).isZero();
            thread.join(SECONDS.toMillis(60));
        }
    }

    @Test
    void shouldLoseNoWakeUpWhenTwoProcessesTakeTurns() throws Exception {
        final long seed = System.nanoTime();
        System.out.println("seed " + seed);
        try (SharedPage page = SharedPage.create();
                ChildJvm child = ChildJvm.start(Partner.class, page.file(), seed);
                RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            final long served = new HandOff(page.buffer(), true, true, seed + 1)
                    .serve(WaitPolicy.SLEEP, ROUNDS_BETWEEN_PROCESSES, LIMIT_NANOS);

            assertThat(child.await("answered")).isEqualTo("answered " + served + ", timed out 0");
            assertThat(child.awaitExit()).isZero();
            assertThat(system.sleepsTimedOut()).isZero();
            assertThat(system.calls("futexWait")).isPositive();
        }
    }

    /** The other process. */
    static final class Partner {
        public static void main(final String[] args) throws Exception {
            NativeLibrary.require();
            try (SharedPage page = SharedPage.open(Path.of(args[0]));
                    RecordingSystem system = RecordingSystem.installWithLongSlices()) {
                final long answered =
                        new HandOff(page.buffer(), false, true, Long.parseLong(args[1])).answer(WaitPolicy.SLEEP);
                System.out.println("answered " + answered + ", timed out " + system.sleepsTimedOut());
            }
        }
    }
}
