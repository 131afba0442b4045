package io.tandem.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorTest {
    private static final int CLOSE_ON_EXEC = 02000000;

    private final OperatingSystem system = OperatingSystem.current();

    @TempDir
    Path directory;

    private Path path = Path.of("/");

    @BeforeEach
    void createFile() throws IOException {
        NativeLibrary.require();
        path = Files.writeString(directory.resolve("file"), "text");
    }

    @Test
    void shouldCloseOnExecWhateverIsOpened() {
        final int file = system.openDescriptor(path);
        final PipeDescriptors pipe = system.pipe();
        final SpawnedProcess child = Program.of("/bin/true").start();
        final int process = system.openProcess((int) ProcessHandle.current().pid());

        for (final int descriptor : new int[] {file, pipe.readEnd(), pipe.writeEnd(), child.descriptor(), process}) {
            assertThat(flags(descriptor) & CLOSE_ON_EXEC)
                    .as("descriptor %d", descriptor)
                    .isNotZero();
        }

        Program.exit(child);
        for (final int descriptor : new int[] {file, pipe.readEnd(), pipe.writeEnd(), process}) {
            system.closeDescriptor(descriptor);
        }
    }

    private int flags(final int descriptor) {
        final String info = String.valueOf(system.readText(Path.of("/proc/self/fdinfo/" + descriptor)));
        final String line = info.lines()
                .filter(candidate -> candidate.startsWith("flags:"))
                .findFirst()
                .orElseThrow();
        return Integer.parseInt(line.substring(6).strip(), 8);
    }

    @Test
    void shouldCarryBytesWhenTheyAreWrittenToAPipe() throws IOException {
        final PipeDescriptors pipe = system.pipe();

        try (OutputStream out = new FileOutputStream("/proc/self/fd/" + pipe.writeEnd())) {
            out.write("hello".getBytes(StandardCharsets.UTF_8));
        }
        final ByteBuffer read = ByteBuffer.allocate(10);
        try (FileChannel in = FileChannel.open(Path.of("/proc/self/fd/" + pipe.readEnd()), StandardOpenOption.READ)) {
            in.read(read);
        }

        assertThat(new String(read.array(), 0, read.position(), StandardCharsets.UTF_8))
                .isEqualTo("hello");
        system.closeDescriptor(pipe.readEnd());
        system.closeDescriptor(pipe.writeEnd());
    }

    @Test
    void shouldSayThatItIsClosedWhenADescriptorIsUsedAfterwards() {
        final int descriptor = system.openDescriptor(path);
        system.closeDescriptor(descriptor);

        assertThatThrownBy(() -> system.closeDescriptor(descriptor))
                .isInstanceOf(OperatingSystemException.class)
                .hasMessage("close(" + descriptor + "): EBADF. The descriptor is not open: it was closed already, or"
                        + " opened for something else.");
        assertThatThrownBy(() -> system.lockDescriptor(descriptor, path, 0))
                .isInstanceOf(OperatingSystemException.class)
                .hasMessageContaining("fcntl(F_OFD_SETLK) " + path + ": EBADF");
        assertThatThrownBy(() -> system.isDescriptorLocked(descriptor, path, 0, 1))
                .isInstanceOf(OperatingSystemException.class)
                .hasMessageContaining("fcntl(F_OFD_GETLK) " + path + ": EBADF");
    }

    @Test
    void shouldSeeALockFromAnotherOpenFileOnly() {
        final int holder = system.openDescriptor(path);
        final int other = system.openDescriptor(path);

        final boolean taken = system.lockDescriptor(holder, path, 5);
        final boolean takenTwice = system.lockDescriptor(holder, path, 5);
        final boolean takenByOther = system.lockDescriptor(other, path, 5);
        final boolean neighbourTaken = system.lockDescriptor(other, path, 6);

        assertThat(taken).isTrue();
        assertThat(takenTwice).isTrue();
        assertThat(takenByOther).isFalse();
        assertThat(neighbourTaken).isTrue();
        assertThat(system.isDescriptorLocked(other, path, 0, 5)).isFalse();
        assertThat(system.isDescriptorLocked(other, path, 0, 6)).isTrue();
        assertThat(system.isDescriptorLocked(holder, path, 5, 1)).isFalse();
        system.closeDescriptor(holder);
        assertThat(system.isDescriptorLocked(other, path, 0, 6)).isFalse();
        system.closeDescriptor(other);
    }

    @Test
    void shouldPassALockToTheChildAndDropItWhenThatIsKilled() {
        final int descriptor = system.openDescriptor(path);
        system.lockDescriptor(descriptor, path, 1);
        final SpawnedProcess child =
                Program.of("/bin/sleep", "60").descriptor(3, descriptor).start();
        system.closeDescriptor(descriptor);
        final int probe = system.openDescriptor(path);

        final boolean heldByChild = system.isDescriptorLocked(probe, path, 0, 2);
        system.signal(child.descriptor(), Signals.STOP);
        Program.awaitState(child.pid(), 'T');
        final boolean heldWhileStopped = system.isDescriptorLocked(probe, path, 0, 2);
        Program.kill(child);
        final boolean heldByDead = system.isDescriptorLocked(probe, path, 0, 2);

        assertThat(heldByChild).isTrue();
        assertThat(heldWhileStopped).isTrue();
        assertThat(heldByDead).isFalse();
        system.closeDescriptor(probe);
    }

    @Test
    void shouldKeepTheLockWhenTheFileIsOpenedReadAndClosedInTheParent() throws IOException {
        final int descriptor = system.openDescriptor(path);
        system.lockDescriptor(descriptor, path, 1);

        for (int i = 0; i < 3; i++) {
            Files.readAllBytes(path);
            system.openDescriptor(path);
            system.closeDescriptor(system.openDescriptor(path));
            try (FileChannel channel = system.open(path, OpenMode.READ_WRITE, 0)) {
                assertThat(system.tryLock(channel, path, 0, false)).isNotNull();
                assertThat(system.tryLock(channel, path, 1, true)).isNull();
            }
        }

        final int probe = system.openDescriptor(path);
        assertThat(system.isDescriptorLocked(probe, path, 1, 1)).isTrue();
        system.closeDescriptor(probe);
        system.closeDescriptor(descriptor);
    }

    @Test
    void shouldNameErrorAndRemedyInEveryCallWhenDescriptorsAreUsedUp() {
        final JavaProgram program = JavaProgram.program().behind("/bin/sh", "-c", "ulimit -n 60; exec \"$@\"", "sh");

        final JavaProgram.Result result = program.run(UseUpDescriptors.class, path.toString());

        assertThat(result.errors()).isEmpty();
        assertThat(result.output().lines())
                .containsExactly(
                        "openDescriptor EMFILE true",
                        "open EMFILE true",
                        "pipe EMFILE true",
                        "openProcess EMFILE true",
                        "onExit EMFILE true",
                        "spawn EMFILE true",
                        "children 0",
                        "works again");
    }

    static final class UseUpDescriptors {
        public static void main(final String[] arguments) throws Exception {
            final OperatingSystem system = OperatingSystem.current();
            final Path path = Path.of(arguments[0]);
            final int own = system.openProcess((int) ProcessHandle.current().pid());
            Program.exit(Program.of("/bin/true").start());
            // Loading a class takes a descriptor too: what follows must have been used once.
            final PipeDescriptors pipe = system.pipe();
            system.closeDescriptor(pipe.readEnd());
            system.closeDescriptor(pipe.writeEnd());
            final SpawnedProcess warm = Program.of("/bin/sleep", "60").start();
            system.onExit(warm.descriptor(), () -> {});
            Program.kill(warm);
            describe("missing file", () -> system.open(path.resolve("no"), OpenMode.READ, 0));
            describe("used up", () -> {
                throw Failures.of("any", path, Errno.EMFILE);
            });
            final List<Integer> open = new ArrayList<>();
            final List<String> lines = new ArrayList<>();
            lines.add(describe("openDescriptor", () -> {
                while (open.size() < 100) {
                    open.add(system.openDescriptor(path));
                }
            }));
            lines.add(describe("open", () -> system.open(path, OpenMode.READ, 0)));
            lines.add(describe("pipe", system::pipe));
            lines.add(describe(
                    "openProcess",
                    () -> system.openProcess((int) ProcessHandle.current().pid())));
            lines.add(describe("onExit", () -> system.onExit(own, () -> {})));
            lines.add(describe("spawn", () -> Program.of("/bin/sleep", "60").start()));
            open.forEach(system::closeDescriptor);
            lines.add("children " + ProcessHandle.current().children().count());
            Program.exit(Program.of("/bin/true").start());
            lines.add("works again");
            lines.forEach(System.out::println);
        }

        private static String describe(final String call, final Runnable action) {
            try {
                action.run();
                return call + " worked";
            } catch (final OperatingSystemException failure) {
                return call + " " + failure.errnoName() + " " + failure.remedy().contains("ulimit -n");
            }
        }
    }
}
