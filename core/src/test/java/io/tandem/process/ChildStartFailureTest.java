package io.tandem.process;

import static io.tandem.process.QuickChildren.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.TandemException;
import io.tandem.channel.Connection;
import io.tandem.channel.SharedPipe;
import io.tandem.function.RemoteRunnable;
import io.tandem.segment.NotTransferableException;
import io.tandem.testing.FailingOperatingSystem;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestCompiler;
import io.tandem.testing.TestDomain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Starts that fail: an error that says why, and nothing left behind. */
class ChildStartFailureTest {
    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @TempDir
    Path directory;

    private ChildProcess.Builder builder() {
        return QuickChildren.builder(domain).standardError(StandardStream.empty());
    }

    private void assertNothingLeft(final Set<String> before) throws Exception {
        LeakWatcher.assertNothingNewSince(before);
        assertThat(domain.leftovers()).isEmpty();
        assertThat(ChildProcess.activeChildren()).isEmpty();
    }

    private Set<String> settled() throws Exception {
        try (var child = builder().start(() -> {})) { // whatever is opened once and for all, is now
            ended(child);
        }
        Awaitility.await().until(() -> domain.leftovers().isEmpty());
        return LeakWatcher.snapshot();
    }

    @Test
    void shouldSayWhatToGiveItWhenTheTargetIsNull() {
        assertThatThrownBy(() -> QuickChildren.builder(domain).start(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContainingAll("null as its target", "start(() ->");
    }

    @Test
    void shouldNameTheFieldAndLeaveNothingWhenACaptureCannotTravel() throws Exception {
        final Set<String> before = settled();
        final Thread thread = Thread.currentThread();

        assertThatThrownBy(() -> builder().start(() -> System.out.println(thread)))
                .isInstanceOf(NotTransferableException.class)
                .hasMessageContaining("java.lang.Thread");
        assertNothingLeft(before);
    }

    @Test
    void shouldGiveBackWhatWasCapturedWhenTheStartFails() throws Exception {
        final Set<String> before = settled();
        final StandardStream missing = StandardStream.file(directory.resolve("missing"));
        try (SharedPipe<String, String> pipe = SharedPipe.builder(String.class, String.class)
                        .domain(domain.get())
                        .create();
                Connection<String, String> here = pipe.first();
                Connection<String, String> there = pipe.second()) {
            assertThatThrownBy(() -> builder().standardInput(missing).start(() -> there.send("from nobody")))
                    .isInstanceOf(TandemException.class);

            there.send("from here");
            assertThat(here.receive()).isEqualTo("from here");
            try (var child = builder().start(() -> there.send("from the child"))) {
                assertThat(here.receive()).isEqualTo("from the child");
                assertThat(ended(child).failure()).isEmpty();
            }
        }
        Awaitility.await().untilAsserted(() -> assertNothingLeft(before));
    }

    @Test
    void shouldNameWhatIsMissingWhenTheDirectoryOrTheProgramIsNotThere() throws Exception {
        final Set<String> before = settled();
        final Path missing = directory.resolve("missing");
        final Path file = Files.createFile(directory.resolve("file"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().directory(missing).start(() -> {}))
                .withMessageContaining(missing.toString())
                .withMessageContaining("doesn't exist");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().directory(file).start(() -> {}))
                .withMessageContaining(file.toString());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().javaExecutable(missing).start(() -> {}))
                .withMessageContaining(missing.toString())
                .withMessageContaining("javaExecutable");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().javaExecutable(file).start(() -> {}))
                .withMessageContaining("isn't an executable");
        assertNothingLeft(before);
    }

    @Test
    void shouldTellTheReasonWhenTheProgramIsNoProgram() throws Exception {
        final Set<String> before = settled();
        final Path script = Files.writeString(directory.resolve("java"), "neither ELF nor #!");
        assertThat(script.toFile().setExecutable(true)).isTrue();

        assertThatThrownBy(() -> builder().javaExecutable(script).start(() -> {}))
                .isInstanceOf(TandemException.class)
                .hasMessageContaining("ENOEXEC")
                .hasMessageContaining(script.toString());
        assertNothingLeft(before);
    }

    @Test
    void shouldTellItsWordsWhenTheJvmRefusesAnOption() throws Exception {
        try (var child = QuickChildren.builder(domain)
                .standardError(StandardStream.relay())
                .jvmOptions("-XX:+NoSuchOption")
                .start(() -> {})) {
            assertThat(ended(child).exitCode()).isEqualTo(1);
            assertThat(child.failure().orElseThrow())
                    .isInstanceOf(ProcessFailedException.class)
                    .hasMessageContaining("before it came to its target")
                    .hasMessageContaining("NoSuchOption");
            assertThat(child.timeToReady()).isEmpty();
            assertThat(child.timeToMain()).isEmpty();
        }
    }

    @Test
    void shouldNameTheClassWhenTheChildLacksIt() throws Exception {
        try (var child = builder().classPath(directory).start(() -> {})) {
            assertThat(ended(child).exitCode()).isEqualTo(1);
            assertThat(child.failure().orElseThrow())
                    .isInstanceOf(ProcessFailedException.class)
                    .hasMessageContaining("before it came to its target")
                    .hasMessageContaining(ChildStartFailureTest.class.getName());
        }
    }

    @Test
    void shouldNameTheClassWhenTheChildHasAnotherVersionOfIt() throws Exception {
        final TestCompiler old = TestCompiler.in(directory.resolve("old"));
        final TestCompiler other = TestCompiler.in(directory.resolve("other"));
        old.compile("Versioned", """
                public class Versioned {
                    public static io.tandem.function.RemoteRunnable target() {
                        return () -> System.out.println("old");
                    }
                }
                """);
        other.compile("Versioned", "public class Versioned { public static int changed; }");
        final RemoteRunnable target =
                (RemoteRunnable) old.load("Versioned").getMethod("target").invoke(null);

        try (var child = builder().classPath(other.classes()).start(target)) {
            assertThat(ended(child).exitCode()).isEqualTo(1);
            assertThat(child.failure().orElseThrow())
                    .isInstanceOf(ProcessFailedException.class)
                    .hasMessageContaining("before it came to its target")
                    .hasMessageContaining("Versioned")
                    .hasMessageContaining("version");
        }
    }

    /** Every call that a start makes fails once, in one start each. */
    @Test
    void shouldFailWithATypedErrorAndLeaveNothingWhenAnySystemCallFails() throws Exception {
        final Set<String> before = settled();
        final Set<String> failedCalls = new TreeSet<>();
        final List<String> wrong = new ArrayList<>();
        boolean reached = true;
        for (int call = 1; reached; call++) {
            try (FailingOperatingSystem system = FailingOperatingSystem.at(call)) {
                ChildProcess child = null;
                try {
                    child = builder().standardError(StandardStream.relay()).start(() -> {});
                } catch (final TandemException e) {
                    if (!system.hasFailed()) {
                        wrong.add("no call failed, but: " + e);
                    }
                } catch (final RuntimeException e) {
                    wrong.add(system.failedCall() + " ended in " + e);
                }
                reached = system.hasFailed();
                if (reached) {
                    failedCalls.add(system.failedCall().replaceAll(".*: ", ""));
                }
                if (child != null) {
                    assertThat(ended(child).exitCode()).as(system.failedCall()).isZero();
                    child.close();
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(failedCalls).contains("openDescriptor", "lockDescriptor", "pipe", "spawn", "onExit", "link", "map");
        Awaitility.await().untilAsserted(() -> assertNothingLeft(before));
    }
}
