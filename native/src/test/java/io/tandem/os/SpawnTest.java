package io.tandem.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpawnTest {
    /** Without opening the directory, which would take a number itself. */
    private static final String LIST_DESCRIPTORS =
            "i=0; while test $i -lt 300; do test -e /proc/$$/fd/$i && echo $i; i=$((i + 1)); done; true";

    /** Its own two signals, 32 and 33, are ignored until a program has threads. */
    private static final long OF_THE_C_LIBRARY = 0x180000000L;

    private final OperatingSystem system = OperatingSystem.current();

    @TempDir
    Path directory;

    @BeforeEach
    void loadNativeLibrary() {
        NativeLibrary.require();
    }

    @Test
    void shouldPassArgumentsUnchangedWhenTheyHoldAnything() {
        final Program program = Program.of("/usr/bin/printf", "[%s]", "", "a b", "*", "\"'\\$(x)", "läß\n");

        final Program.Result result = program.run();

        assertThat(result.output()).isEqualTo("[][a b][*][\"'\\$(x)][läß\n]");
        assertThat(result.status()).isEqualTo(new ExitStatus(0, 0));
    }

    @Test
    void shouldGiveExactlyTheEnvironmentWhenSpawned() {
        final Program program =
                Program.of("/usr/bin/env").environment("A", "1 = one").environment("EMPTY", "");

        final Program.Result result = program.run();

        assertThat(result.output().lines()).containsExactlyInAnyOrder("A=1 = one", "EMPTY=");
    }

    @Test
    void shouldKeepTheBytesOfAVariableWhenThisJvmCannotDecodeThem() {
        final JavaProgram program = JavaProgram.program()
                .behind("/usr/bin/env", "LC_ALL=C", "ODD=" + "\u00e4\u20ac")
                .with("-Dsun.jnu.encoding=US-ASCII");

        final JavaProgram.Result result = program.run(PrintEnvironmentOfChild.class);

        assertThat(result.errors()).doesNotContain("Exception");
        assertThat(result.output()).contains("ODD=\u00e4\u20ac\n");
    }

    static final class PrintEnvironmentOfChild {
        public static void main(final String[] arguments) {
            final SpawnedProcess child = OperatingSystem.current()
                    .spawn(new SpawnRequest(
                            List.of("/usr/bin/env"), System.getenv(), null, Map.of(0, 0, 1, 1, 2, 2), false, null));
            Program.exit(child);
        }
    }

    @Test
    void shouldStartInTheDirectoryWhenOneIsGiven() throws IOException {
        final Path there = Files.createDirectory(directory.resolve("with space"));
        final Program program = Program.of("/bin/pwd", "-P").directory(there);

        final Program.Result result = program.run();

        assertThat(result.output()).isEqualTo(there.toRealPath() + "\n");
    }

    @Test
    void shouldInheritNothingElseWhenTheParentHasManyDescriptors() throws IOException {
        final int leaky = system.openDescriptor(Path.of("/dev/null"));
        try (var open = Files.newByteChannel(Path.of("/proc/self/status"))) {
            // Without close-on-exec on purpose: only the spawn itself can keep it out.
            LibC.fcntl(leaky, 2, 0);
            final Program program = Program.shell(LIST_DESCRIPTORS).descriptor(7, leaky);

            final Program.Result result = program.run();

            assertThat(open.isOpen()).isTrue();
            assertThat(result.output().lines()).containsExactlyInAnyOrder("0", "1", "2", "7");
        } finally {
            system.closeDescriptor(leaky);
        }
    }

    @Test
    void shouldInheritNothingAtAllWhenNothingWasChosen() {
        final SpawnedProcess process = Program.shell(
                        "i=0; while test $i -lt 300; do test -e /proc/$$/fd/$i && exit 1; i=$((i + 1)); done; exit 0")
                .startWithChosenAlone();

        final ExitStatus status = Program.exit(process);

        assertThat(status).isEqualTo(new ExitStatus(0, 0));
    }

    @Test
    void shouldPutDescriptorsInPlaceWhenTheirNumbersOverlap() throws IOException {
        final int first = system.openDescriptor(Files.writeString(directory.resolve("first"), ""));
        final int second = system.openDescriptor(Files.writeString(directory.resolve("second"), ""));
        final Program program = Program.shell(
                        "readlink /proc/$$/fd/" + first + " /proc/$$/fd/" + second + ";" + LIST_DESCRIPTORS)
                .descriptor(first, second)
                .descriptor(second, first);

        final Program.Result result = program.run();

        system.closeDescriptor(first);
        system.closeDescriptor(second);
        assertThat(result.output().lines().map(String::strip))
                .containsExactly(
                        directory.resolve("second").toString(),
                        directory.resolve("first").toString(),
                        "0",
                        "1",
                        "2",
                        Integer.toString(Math.min(first, second)),
                        Integer.toString(Math.max(first, second)));
    }

    @Test
    void shouldKeepADescriptorOpenWhenItIsPassedUnderItsOwnNumber() throws IOException {
        final int number = system.openDescriptor(Files.writeString(directory.resolve("file"), ""));
        final Program program = Program.shell("readlink /proc/$$/fd/" + number).descriptor(number, number);

        final Program.Result result = program.run();

        system.closeDescriptor(number);
        assertThat(result.output()).isEqualTo(directory.resolve("file") + "\n");
    }

    @Test
    void shouldStartWithACleanSignalMaskWhenTheParentBlocksAndCatches() {
        final Program program = Program.of("/bin/cat", "/proc/self/status");

        final Program.Result result = program.run();

        assertThat(mask(result, "SigBlk")).isZero();
        assertThat(mask(result, "SigCgt")).isZero();
        assertThat(mask(result, "SigIgn") & ~OF_THE_C_LIBRARY).isZero();
    }

    private static long mask(final Program.Result result, final String name) {
        final String line = result.output()
                .lines()
                .filter(candidate -> candidate.startsWith(name + ":"))
                .findFirst()
                .orElseThrow();
        return Long.parseUnsignedLong(line.substring(name.length() + 1).strip(), 16);
    }

    @Test
    void shouldIgnoreNothingAndCollectExitsWhenTheParentWasStartedIgnoringSignals() {
        final JavaProgram program = JavaProgram.program()
                .behind("/usr/bin/env", "--ignore-signal=CHLD", "--ignore-signal=USR1")
                // Without it JNA runs a process, before which the JDK sets SIGCHLD right.
                .with("-Djna.platform.library.path=/usr/lib");

        final JavaProgram.Result result = program.run(ExitWithChild.class);

        assertThat(result.errors()).isEmpty();
        assertThat(result.output()).isEqualTo("0\n");
        assertThat(result.exitCode()).isEqualTo(43);
    }

    static final class ExitWithChild {
        public static void main(final String[] arguments) {
            final Program.Result child =
                    Program.shell("cat /proc/$$/status; exit 43").run();
            System.out.println(mask(child, "SigIgn") & ~OF_THE_C_LIBRARY);
            System.exit(child.status().code());
        }
    }

    @Test
    void shouldLeadAProcessGroupWhenAskedTo() {
        final SpawnedProcess own =
                Program.of("/bin/sleep", "60").ownProcessGroup().start();
        final SpawnedProcess same = Program.of("/bin/sleep", "60").start();

        final int ownGroup = group(own.pid());
        final int sameGroup = group(same.pid());

        Program.kill(own);
        Program.kill(same);
        assertThat(ownGroup).isEqualTo(own.pid());
        assertThat(sameGroup).isEqualTo(group((int) ProcessHandle.current().pid()));
    }

    private static int group(final int pid) {
        final String stat = String.valueOf(OperatingSystem.current().readText(Path.of("/proc/" + pid + "/stat")));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[2]);
    }

    @Test
    void shouldBindTheChildAndNotTheParentWhenAnAffinityIsGiven() {
        final CpuSet before = system.affinity();
        final int cpu = before.cpus().length() - 1;
        final Program program = Program.of("/bin/grep", "Cpus_allowed_list", "/proc/self/status")
                .affinity(CpuSet.of(cpu));

        final Program.Result result = program.run();

        assertThat(result.output()).isEqualTo("Cpus_allowed_list:\t" + cpu + "\n");
        assertThat(system.affinity()).isEqualTo(before);
    }

    @Test
    void shouldRestoreTheAffinityWhenTheSpawnFails() {
        final CpuSet before = system.affinity();
        final Program program = Program.of("/no/such/program").affinity(CpuSet.of(0));

        assertThatThrownBy(program::start).isInstanceOf(OperatingSystemException.class);

        assertThat(system.affinity()).isEqualTo(before);
    }

    @Test
    void shouldRefuseProcessorsWhenTheMachineHasNoSuch() {
        final Program program = Program.of("/bin/true").affinity(CpuSet.of(8000));

        assertThatThrownBy(program::start)
                .isInstanceOf(OperatingSystemException.class)
                .hasMessageContaining("sched_setaffinity {8000}: EINVAL")
                .hasMessageContaining("None of these processors");
    }

    @Test
    void shouldNameTheProgramWhenItIsMissing() {
        final Program program = Program.of("/no/such/program");

        final OperatingSystemException failure = catchThrowableOfType(OperatingSystemException.class, program::start);

        assertThat(failure.errno()).isEqualTo(Errno.ENOENT);
        assertThat(failure.path()).isEqualTo("/no/such/program");
        assertThat(failure)
                .hasMessage("posix_spawn /no/such/program: ENOENT. There is no such program; give its full path.");
    }

    @Test
    void shouldSayHowToMendItWhenTheProgramIsNotExecutable() throws IOException {
        final Path file = Files.writeString(directory.resolve("script"), "#!/bin/sh\n");
        final Program program = Program.of(file.toString());

        assertThatThrownBy(program::start)
                .isInstanceOf(OperatingSystemException.class)
                .hasMessage("posix_spawn " + file + ": EACCES. It is not executable: chmod +x " + file + ".");
    }

    @Test
    void shouldTellTheInterpreterApartWhenAScriptNamesAMissingOne() throws IOException {
        final Path file = Files.writeString(directory.resolve("script"), "#!/no/such/interpreter\n");
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        final Program program = Program.of(file.toString());

        assertThatThrownBy(program::start)
                .isInstanceOf(OperatingSystemException.class)
                .hasMessageContaining("ENOENT. The program is there, but the interpreter");
    }

    @Test
    void shouldNameTheDirectoryWhenThatIsMissing() {
        final Path missing = directory.resolve("missing");
        final Program program = Program.of("/bin/true").directory(missing);

        assertThatThrownBy(program::start)
                .isInstanceOf(OperatingSystemException.class)
                .hasMessage(
                        "posix_spawn(chdir) " + missing + ": ENOENT. The working directory of the child must exist.");
    }

    @Test
    void shouldRefuseARequestWhenItCannotArriveAsItIs() {
        assertThatThrownBy(Program.of("sleep", "1")::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("full path");
        assertThatThrownBy(Program.of("/bin/echo", "a\0b")::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NUL");
        assertThatThrownBy(Program.of("/bin/true").environment("A=B", "C")::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"A=B\"");
        assertThatThrownBy(Program.of("/bin/true").descriptor(5, 900)::start)
                .isInstanceOf(OperatingSystemException.class)
                .hasMessageContaining("Descriptor 900, which was to become 5 in the child, is not open");
        assertThatThrownBy(Program.of("/bin/true").descriptor(1024, 0)::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1023 at most");
    }

    @Test
    void shouldRefuseArgumentsWhenTheyAreTooLong() {
        final Program program = Program.of("/bin/true", "x".repeat(200_000));

        assertThatThrownBy(program::start)
                .isInstanceOf(OperatingSystemException.class)
                .hasMessageContaining("E2BIG")
                .hasMessageContaining("@argfile");
    }

    @Test
    void shouldOutliveTheThreadThatSpawnedItWhenThatEnds() throws Exception {
        final FutureTask<SpawnedProcess> start =
                new FutureTask<>(() -> Program.of("/bin/sleep", "60").start());
        final Thread thread = new Thread(start);
        thread.start();
        thread.join(TimeUnit.SECONDS.toMillis(30));

        final SpawnedProcess process = start.get(30, TimeUnit.SECONDS);

        assertThat(system.exitStatus(process.descriptor())).isNull();
        assertThat(Program.kill(process)).isEqualTo(new ExitStatus(0, Signals.KILL));
    }

    @Test
    void shouldLeaveNoDescriptorBehindWhenSpawnsSucceedAndFail() {
        Program.of("/bin/true").run();
        final int before = openDescriptors();
        for (int i = 0; i < 20; i++) {
            Program.of("/bin/true").run();
            assertThatThrownBy(Program.of("/no/such/program")::run).isInstanceOf(OperatingSystemException.class);
        }

        final int after = openDescriptors();

        assertThat(after).isEqualTo(before);
    }

    private int openDescriptors() {
        return system.list(Path.of("/proc/self/fd")).size();
    }
}
