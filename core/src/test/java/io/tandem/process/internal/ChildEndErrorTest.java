package io.tandem.process.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.process.ChildProcess;
import io.tandem.process.StandardStream;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.TestDomain;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ends of children in a JVM that is short of threads or memory: waiters wake, and the JVM isn't kept up. */
class ChildEndErrorTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private ChildProcess child() {
        return ChildProcess.builder()
                .domain(domain.get())
                .jvmOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                .standardInput(StandardStream.pipe())
                .standardError(StandardStream.empty())
                .start(() -> System.exit(System.in.read() == -1 ? 7 : 8));
    }

    private static void assertOverAndDone(final ChildProcess child) throws Exception {
        assertThat(child.join(LIMIT)).isTrue();
        assertThat(child.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(child);
        assertThat(child.isReady()).isTrue();
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> ChildProcess.activeChildren().isEmpty());
        Awaitility.await("nothing keeps the JVM up")
                .atMost(LIMIT)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("tandem-children-awaited")));
    }

    @Test
    void shouldTellTheEndWhenNoThreadCanBeMadeForIt() throws Exception {
        final ThreadPoolExecutor ends = Children.Executor.ENDS;
        final ThreadFactory threads = ends.getThreadFactory();
        try (var child = child()) {
            Awaitility.await().atMost(LIMIT).until(() -> ends.getPoolSize() == 0); // of earlier tests
            ends.setThreadFactory(action -> {
                throw new OutOfMemoryError("unable to create native thread");
            });
            child.standardInput().close();

            assertOverAndDone(child);

            assertThat(child.exitCode()).isEqualTo(7);
        } finally {
            ends.setThreadFactory(threads);
        }
    }

    @Test
    void shouldTellTheEndWhenItsStepsEndInErrors() throws Exception {
        final Error error = new OutOfMemoryError("Java heap space");
        try (var child = child()) {
            try (RecordingSystem system = RecordingSystem.install()) {
                system.endingIn(error, "exitStatus").endingIn(error, "closeDescriptor");
                child.standardInput().close();

                assertOverAndDone(child);
            }

            assertThatThrownBy(child::exitCode)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("how isn't known")
                    .hasCause(error);
        }
    }
}
