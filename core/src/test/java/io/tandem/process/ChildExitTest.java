package io.tandem.process;

import static io.tandem.process.QuickChildren.ended;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.function.RemoteRunnable;
import io.tandem.process.internal.Children;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ChildExitTest {
    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private ChildProcess.Builder builder() {
        return QuickChildren.builder(domain).standardError(StandardStream.empty());
    }

    /** A child that has told that its target runs. */
    private ChildProcess running() throws Exception {
        final ChildProcess child = builder()
                .standardOutput(StandardStream.pipe())
                .start(() -> {
                    System.out.write('R');
                    System.out.flush();
                    QuickChildren.sleepForEver();
                });
        final InputStream output = child.standardOutput();
        assertThat(output.read()).isEqualTo('R');
        return child;
    }

    @Test
    void shouldTellTheExitCodeWhenTheChildEndsByItself() throws Exception {
        final Map<RemoteRunnable, Integer> codes = new LinkedHashMap<>();
        codes.put(() -> {}, 0);
        codes.put(() -> System.exit(0), 0);
        codes.put(() -> System.exit(3), 3);
        codes.put(() -> System.exit(255), 255);
        codes.put(() -> System.exit(300), 44);
        codes.put(() -> System.exit(-1), 255);
        codes.put(() -> Runtime.getRuntime().halt(5), 5);
        codes.put(() -> System.exit(143), -15);
        codes.put(
                () -> {
                    throw new Exception("checked");
                },
                1);
        codes.put(
                () -> {
                    throw new StackOverflowError();
                },
                1);
        final Map<ChildProcess, Integer> children = new LinkedHashMap<>();
        codes.forEach((target, code) -> children.put(builder().start(target), code));

        for (final Map.Entry<ChildProcess, Integer> child : children.entrySet()) {
            assertThat(ended(child.getKey()).exitCode())
                    .as("%s", child.getKey())
                    .isEqualTo(child.getValue());
            assertThat(child.getKey().failure().isPresent()).isEqualTo(child.getValue() != 0);
            child.getKey().close();
        }
    }

    @Test
    void shouldTellTheSignalWhenTheChildIsKilled() throws Exception {
        try (var child = running()) {
            child.kill();

            assertThat(ended(child).exitCode()).isEqualTo(-9);
            assertThat(child.failure().orElseThrow())
                    .isInstanceOf(ProcessFailedException.class)
                    .hasMessageContaining("SIGKILL")
                    .hasMessageNotContaining("before it came to its target");
            child.kill(); // does nothing
            child.terminate();
            child.interrupt();
        }
    }

    @Test
    void shouldRunHooksAndTellTheSignalWhenTheChildIsTerminatedOrInterrupted() throws Exception {
        try (var terminated = running();
                var interrupted = running()) {
            terminated.terminate();
            interrupted.interrupt();

            assertThat(ended(terminated).exitCode()).isEqualTo(-15);
            assertThat(ended(interrupted).exitCode()).isEqualTo(-2);
            assertThat(terminated.toString()).contains("SIGTERM");
        }
    }

    @Test
    void shouldTellTheSignalWhenTheChildIsTerminatedAtOnce() throws Exception {
        try (var child = builder().start(QuickChildren::sleepForEver)) {
            child.terminate(); // before its JVM can handle signals

            assertThat(ended(child).exitCode()).isEqualTo(-15);
            assertThat(child.failure().orElseThrow())
                    .isInstanceOf(ProcessFailedException.class)
                    .hasMessageContaining("before it came to its target");
        }
    }

    @Test
    void shouldBeAskedToEndWhenItIsDismissedAtWork() throws Exception {
        try (var child = running()) {
            Children.dismiss(child);

            assertThat(ended(child).exitCode()).isEqualTo(-15);
        }
    }

    @Test
    void shouldBeKilledWhenItIsDismissedBeforeItHasComeToItsMainClass(@TempDir final Path directory) throws Exception {
        final Path paused = directory.resolve("paused");
        try (var child = builder()
                .jvmOptions("-XX:+UnlockDiagnosticVMOptions", "-XX:+PauseAtStartup", "-XX:PauseAtStartupFile=" + paused)
                .start(QuickChildren::sleepForEver)) {
            Awaitility.await().atMost(QuickChildren.LIMIT).until(() -> Files.exists(paused));

            Children.dismiss(child);

            assertThat(ended(child).exitCode()).isEqualTo(-9);
        }
    }

    @Test
    void shouldTellTheAbortWhenTheJvmCrashes() throws Exception {
        final Path directory = Files.createTempDirectory("tandem-crash");
        try (var child = builder()
                .directory(directory)
                .jvmOptions("-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + directory.resolve("crash.log"))
                .standardOutput(StandardStream.empty())
                .start(() -> signalMyself("ABRT"))) {
            assertThat(ended(child).exitCode()).isEqualTo(-6);
            assertThat(child.failure().orElseThrow()).hasMessageContaining("SIGABRT");
        } finally {
            TestDomain.deleteTree(directory);
        }
    }

    private static void signalMyself(final String signal) throws Exception {
        new ProcessBuilder(
                        "kill",
                        "-" + signal,
                        String.valueOf(ProcessHandle.current().pid()))
                .start()
                .waitFor();
        QuickChildren.sleepForEver();
    }

    @Test
    void shouldNotTakeItForDeadWhenTheChildIsStopped() throws Exception {
        try (var child = running()) {
            signal(child, "STOP");
            Awaitility.await().until(() -> state(child) == 'T');

            assertThat(child.join(java.time.Duration.ofMillis(300))).isFalse();
            assertThat(child.isAlive()).isTrue();
            assertThat(ChildProcess.activeChildren()).contains(child);
            signal(child, "CONT");
            Awaitility.await().until(() -> state(child) != 'T');
            child.terminate();
            assertThat(ended(child).exitCode()).isEqualTo(-15);
        }
    }

    @Test
    void shouldEndByKillWhenTheChildIsStopped() throws Exception {
        try (var child = running()) {
            signal(child, "STOP");

            child.kill();

            assertThat(ended(child).exitCode()).isEqualTo(-9);
        }
    }

    private static void signal(final ChildProcess child, final String signal) throws Exception {
        final Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(child.pid())).start();
        assertThat(kill.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }

    private static char state(final ChildProcess child) throws Exception {
        final String stat = Files.readString(Path.of("/proc/" + child.pid() + "/stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }
}
