package io.tandem.wait.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.os.NativeLibrary;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.TestDomain;
import io.tandem.wait.WaitPolicy;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeathsTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @BeforeAll
    static void load() {
        NativeLibrary.require();
    }

    @ParameterizedTest
    @EnumSource(WaitPolicy.class)
    void shouldLookSlowlyAtOnceWhenThisJvmSeesADeath(final WaitPolicy policy) throws Exception {
        try (RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            final TestDomain.OtherProcess child = domain.otherProcess("child");
            final AtomicInteger looks = new AtomicInteger();
            final AtomicBoolean died = new AtomicBoolean();
            final FutureTask<Boolean> waiting = new FutureTask<>(() -> Waiting.await(
                    policy,
                    TestSource.never(),
                    slow -> looks.incrementAndGet() > 0 && slow && died.get(),
                    Waiting.FOREVER));
            new Thread(waiting).start();
            // At once: 50 ms after the first close look there would be another one in any case.
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> policy == WaitPolicy.SPIN ? looks.get() > 100 : system.calls("futexWait") > 0);

            died.set(true);
            child.killSeen();

            assertThat(waiting.get(30, SECONDS)).isTrue();
            assertThat(system.sleepsTimedOut()).isZero();
        }
    }
}
