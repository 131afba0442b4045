package io.tandem.process;

import static io.tandem.process.QuickChildren.ended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tandem.function.RemoteRunnable;
import io.tandem.os.CpuSet;
import io.tandem.os.OperatingSystem;
import io.tandem.segment.Domain;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildOptionsTest {
    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @TempDir
    Path directory;

    private ChildProcess.Builder builder() {
        return QuickChildren.builder(domain).standardOutput(StandardStream.pipe());
    }

    private static List<String> linesOf(final ChildProcess.Builder builder, final RemoteRunnable target)
            throws Exception {
        try (var child = builder.start(target)) {
            final String output = new String(child.standardOutput().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(ended(child).failure()).isEmpty();
            return output.lines().toList();
        }
    }

    @Test
    void shouldAddToTheParentsEnvironmentWhenVariablesAreGiven() throws Exception {
        final String inherited = System.getenv("PATH");

        final List<String> lines =
                linesOf(builder().environment("TANDEM_A", "x=1").environment("EMPTY", ""), () -> {
                    System.out.println(System.getenv("TANDEM_A"));
                    System.out.println("[" + System.getenv("EMPTY") + "]");
                    System.out.println(System.getenv("PATH"));
                    System.out.println(System.getenv("JDK_JAVA_OPTIONS"));
                });

        assertThat(lines).containsExactly("x=1", "[]", inherited, "null");
    }

    @Test
    void shouldUseTheDirectoryAndOptionsWhenTheyAreGiven() throws Exception {
        final Path real = directory.toRealPath();

        final List<String> lines =
                linesOf(builder().directory(real).jvmOptions("-Dtandem.test.option=a b", "-Xmx48m"), () -> {
                    System.out.println(Path.of("").toAbsolutePath());
                    System.out.println(System.getProperty("tandem.test.option"));
                    System.out.println(Runtime.getRuntime().maxMemory() <= 48L << 20);
                    System.out.println(Domain.current().directory());
                });

        assertThat(lines)
                .containsExactly(
                        real.toString(), "a b", "true", domain.directory().toString());
    }

    @Test
    void shouldRunOnTheGivenProcessorsOnlyWhenAffinityIsGiven() throws Exception {
        final CpuSet before = OperatingSystem.current().affinity();
        final int last = before.cpus().length() - 1;

        final List<String> lines = linesOf(builder().affinity(last), () -> {
            System.out.println(Runtime.getRuntime().availableProcessors());
            Files.lines(Path.of("/proc/self/status"))
                    .filter(line -> line.startsWith("Cpus_allowed_list:"))
                    .forEach(line -> System.out.println(line.replaceAll("\\s", "")));
        });

        assertThat(lines).containsExactly("1", "Cpus_allowed_list:" + last);
        assertThat(OperatingSystem.current().affinity()).isEqualTo(before);
    }

    @Test
    void shouldLeadAProcessGroupWhenAskedTo() throws Exception {
        final RemoteRunnable target = () -> {
            final String stat = Files.readString(Path.of("/proc/self/stat"));
            final String group = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[2];
            System.out.println(
                    group.equals(String.valueOf(ProcessHandle.current().pid())));
        };

        assertThat(linesOf(builder().processGroup(true), target)).containsExactly("true");
        assertThat(linesOf(builder(), target)).containsExactly("false");
    }

    @Test
    void shouldStillFindTandemWhenTheClassPathIsReplaced() throws Exception {
        final Path classes = Path.of(ChildOptionsTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        final List<String> lines = linesOf(builder().classPath(classes), () -> {
            final String[] entries = System.getProperty("java.class.path").split(":");
            System.out.println(entries[0]);
            System.out.println(entries.length);
        });

        assertThat(lines).containsExactly(classes.toString(), "5");
    }

    @Test
    void shouldHandArgumentsOverInAFileWhenTheyAreTooLongForTheSystem() throws Exception {
        final String longValue = "\"quoted\\\" and \n" + "x".repeat(200_000);

        final List<String> lines = linesOf(builder().jvmOptions("-Dtandem.long=" + longValue), () -> {
            final String value = System.getProperty("tandem.long");
            System.out.println(value.length());
            System.out.println(value.startsWith("\"quoted\\\" and \nx"));
        });

        assertThat(lines).containsExactly(String.valueOf(longValue.length()), "true");
        try (var temporary = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(temporary.filter(path -> path.getFileName()
                            .toString()
                            .startsWith("tandem-arguments-"
                                    + ProcessHandle.current().pid())))
                    .isEmpty();
        }
    }

    @Test
    void shouldRefuseBeforeTheStartWhenAnOptionIsNonsense() {
        final ChildProcess.Builder builder = ChildProcess.builder();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.environment("A=B", "c"))
                .withMessageContaining("A=B");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.environment("", "c"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.environment("A\0", "c"))
                .withMessageContaining("A\\u0000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.environment("A", "c\0d"))
                .withMessageContaining("variable A");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.jvmOptions("-Da=b\0c"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.jvmOptions(""));
        assertThatIllegalArgumentException().isThrownBy(builder::affinity);
        assertThatIllegalArgumentException().isThrownBy(() -> builder.affinity(-1));
        assertThatIllegalArgumentException().isThrownBy(builder::classPath);
        assertThatIllegalArgumentException().isThrownBy(() -> builder.javaExecutable(Path.of("java")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\0b"})
    void shouldRefuseANameWhenItIsEmptyOrHasControlCharacters(final String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChildProcess.builder().name(name))
                .withMessageContaining("1 to 200");
    }

    @Test
    void shouldNameTheProcessorsWhenTheAffinityCannotBeHad() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().affinity(0, 4711).start(() -> {}))
                .withMessageContaining("{0, 4711}")
                .withMessageContaining("but {4711} can't be used")
                .withMessageContaining(
                        String.valueOf(OperatingSystem.current().affinity().cpus()));
    }
}
