package io.tandem.process.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.function.RemoteRunnable;
import io.tandem.process.ChildProcess;
import io.tandem.process.StandardStream;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How children end that aren't wanted any more. */
class ChildrenTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @TempDir
    private Path directory;

    @Test
    void shouldKillAChildThatHasNotComeToItsMainClassWhenItIsDismissed() throws Exception {
        final Path paused = directory.resolve("paused");
        final RemoteRunnable target = () -> {};
        try (var child = ChildProcess.builder()
                .domain(domain.get())
                .jvmOptions("-XX:+UnlockDiagnosticVMOptions", "-XX:+PauseAtStartup", "-XX:PauseAtStartupFile=" + paused)
                .start(target)) {
            Awaitility.await().atMost(LIMIT).until(() -> Files.exists(paused)); // and goes on when it is deleted

            Children.dismiss(child);

            assertThat(child.join(LIMIT)).isTrue();
            assertThat(child.exitCode()).isEqualTo(-9);
        }
    }

    @Test
    void shouldTerminateAChildThatRunsWhenItIsDismissed() throws Exception {
        try (var child = ChildProcess.builder()
                .domain(domain.get())
                .standardOutput(StandardStream.pipe())
                .start(() -> {
                    System.out.write('R');
                    System.out.flush();
                    Thread.sleep(Long.MAX_VALUE);
                })) {
            assertThat(child.standardOutput().read()).isEqualTo('R');

            Children.dismiss(child);

            assertThat(child.join(LIMIT)).isTrue();
            assertThat(child.exitCode()).isEqualTo(-15);
        }
    }
}
