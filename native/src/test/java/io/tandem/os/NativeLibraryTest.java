package io.tandem.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
    @TempDir
    Path directory;

    @Test
    void shouldLoadNoClassOfJnaWhenOnlyFileCallsAreMade() throws IOException {
        final Path loaded = directory.resolve("classes");
        final JavaProgram program = JavaProgram.program().with("-Xlog:class+load:file=" + loaded);

        final JavaProgram.Result result = program.run(UseFiles.class, directory.toString());

        assertThat(result.errors()).isEmpty();
        assertThat(result.output()).isEqualTo("ready: false\n");
        assertThat(Files.readString(loaded)).contains("io.tandem.os.FileCalls").doesNotContain("com.sun.jna");
    }

    static final class UseFiles {
        public static void main(final String[] arguments) throws IOException {
            final OperatingSystem system = OperatingSystem.current();
            final Path directory = Path.of(arguments[0], "new");
            final Path path = directory.resolve("file");
            system.createDirectory(directory, 0700);
            try (FileChannel channel = system.open(path, OpenMode.CREATE_NEW, 0600)) {
                system.allocate(channel, path, 5 << 20);
                system.map(channel, path, 5 << 20).buffer(0, 8).putLong(0, 1);
                system.tryLock(channel, path, 0, false);
                system.read(channel, path, 0, ByteBuffer.allocate(8));
            }
            system.link(path, directory.resolve("link"));
            system.list(directory);
            system.status(path);
            system.usableSpace(path);
            system.readText(path);
            system.readLink(path);
            system.userId();
            system.processors();
            system.delete(directory.resolve("link"));
            system.delete(path);
            system.delete(directory);
            NativeLibrary.onReady(() -> System.out.println("never"));
            System.out.println("ready: " + NativeLibrary.isReady());
        }
    }

    @Test
    void shouldRunHooksBeforeTheFutureCompletesWhenSomebodyLoads() {
        final JavaProgram.Result result = JavaProgram.program().run(LoadWithHooks.class);

        assertThat(result.output().lines())
                .containsExactly("hook, ready true", "second hook", "after load", "late hook at once: main");
        assertThat(result.errors()).contains("An action that waited for the native library failed");
    }

    static final class LoadWithHooks {
        public static void main(final String[] arguments) throws Exception {
            final List<String> lines = new CopyOnWriteArrayList<>();
            NativeLibrary.onReady(() -> lines.add("hook, ready " + NativeLibrary.isReady()));
            NativeLibrary.onReady(() -> {
                throw new IllegalStateException("thrown by the test on purpose");
            });
            NativeLibrary.onReady(() -> lines.add("second hook"));
            NativeLibrary.load().thenRun(() -> lines.add("after load")).get(30, TimeUnit.SECONDS);
            NativeLibrary.onReady(() ->
                    lines.add("late hook at once: " + Thread.currentThread().getName()));
            lines.forEach(System.out::println);
        }
    }

    @Test
    void shouldSayWhatIsNeededWhenTheLibraryCannotBeUnpacked() {
        final JavaProgram program = JavaProgram.program().with("-Djna.tmpdir=/proc/no/such", "-Djna.nosys=true");

        final JavaProgram.Result result = program.run(RequireTwice.class);

        assertThat(result.output().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("dlopen: ")
                        .contains("net.java.dev.jna:jna must be on the class path")
                        .contains("-Djna.tmpdir")
                        .contains("glibc 2.34"));
    }

    static final class RequireTwice {
        public static void main(final String[] arguments) {
            for (int i = 0; i < 2; i++) {
                try {
                    OperatingSystem.current().pipe();
                } catch (final OperatingSystemException failure) {
                    System.out.println(failure.getMessage());
                }
            }
            try {
                NativeLibrary.load().join();
            } catch (final CompletionException failure) {
                System.out.println(failure.getCause().getMessage());
            }
        }
    }

    @Test
    void shouldLoadFromTheUnpackedFileWhenAChildGetsTheOptions() throws IOException {
        final JavaProgram unpacking = JavaProgram.program().withEnvironment("XDG_CACHE_HOME", directory.toString());
        final JavaProgram.Result options = unpacking.run(PrintChildOptions.class);
        final List<String> children = options.output().lines().toList();

        final JavaProgram.Result result =
                JavaProgram.program().with(children.toArray(String[]::new)).run(PrintMappings.class);

        assertThat(children).hasSize(2);
        assertThat(result.output().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith(directory + "/tandem/jna-linux-"));
        assertThat(files()).hasSize(1); // no temporary file stays
    }

    @Test
    void shouldStillLoadWhenTheUnpackedFileIsGoneBeforeTheChildNeedsIt() {
        final JavaProgram program = JavaProgram.program()
                .with("-Djna.boot.library.path=" + directory.resolve("emptied"), "-Djna.nosys=true");

        final JavaProgram.Result result = program.run(PrintMappings.class);

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).contains("jna");
    }

    static final class PrintChildOptions {
        public static void main(final String[] arguments) {
            NativeLibrary.childOptions().forEach(System.out::println);
            if (NativeLibrary.isReady()) {
                throw new IllegalStateException("loaded");
            }
        }
    }

    static final class PrintMappings {
        public static void main(final String[] arguments) {
            NativeLibrary.require();
            String.valueOf(OperatingSystem.current().readText(Path.of("/proc/self/maps")))
                    .lines()
                    .filter(line -> line.contains("jna") && line.contains("/") && !line.endsWith(".jar"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct()
                    .forEach(System.out::println);
        }
    }

    @Test
    void shouldUnpackOnceAndMendWhatIsBroken() throws IOException {
        final Path cache = directory.resolve("a/b");
        final Path file = UnpackedLibrary.unpack(cache, Platform.current());
        assertThat(file).isNotNull();
        final byte[] content = Files.readAllBytes(file);
        final Object inode = Files.getAttribute(file, "unix:ino");

        final Path again = UnpackedLibrary.unpack(cache, Platform.current());
        final Object inodeAgain = Files.getAttribute(file, "unix:ino");
        Files.write(file, new byte[content.length]);
        final Path mended = UnpackedLibrary.unpack(cache, Platform.current());

        assertThat(again).isEqualTo(file);
        assertThat(inodeAgain).isEqualTo(inode);
        assertThat(mended).isEqualTo(file).hasBinaryContent(content);
        assertThat(content).startsWith(0x7f, 'E', 'L', 'F');
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void shouldCarryTheLibraryOfEveryPlatformWeBuildFor() throws IOException {
        for (final Platform platform : Platform.values()) {
            assertThat(UnpackedLibrary.unpack(directory, platform)).isNotNull();
        }
    }

    @Test
    void shouldUnpackNothingWhenOthersMayWriteToTheDirectory() throws IOException {
        final Path shared = Files.createDirectory(directory.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));

        final Path file = UnpackedLibrary.unpack(shared, Platform.current());

        assertThat(file).isNull();
        assertThat(shared).isEmptyDirectory();
    }

    @Test
    void shouldGiveChildrenNoOptionsWhenTheHomeCannotBeWrittenOrTheUserChose() {
        final JavaProgram unwritable = JavaProgram.program().withEnvironment("XDG_CACHE_HOME", "/proc/no");
        final JavaProgram chosen = JavaProgram.program()
                .withEnvironment("XDG_CACHE_HOME", directory.toString())
                .with("-Djna.boot.library.path=/somewhere");

        assertThat(unwritable.run(PrintChildOptions.class)).isEqualTo(new JavaProgram.Result(0, "", ""));
        assertThat(chosen.run(PrintChildOptions.class)).isEqualTo(new JavaProgram.Result(0, "", ""));
        assertThat(files()).isEmpty();
    }

    @Test
    void shouldUseTheReplacementWhenATestInstallsOne() {
        final OperatingSystem real = OperatingSystem.current();
        final OperatingSystem broken = (OperatingSystem) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {OperatingSystem.class}, (proxy, method, arguments) -> {
                    throw Failures.of(method.getName(), null, Errno.EIO);
                });

        final OperatingSystem before = OperatingSystems.replace(broken);
        try {
            assertThat(before).isSameAs(real);
            assertThatThrownBy(() -> OperatingSystem.current().userId()).hasMessageContaining("userId: EIO");
        } finally {
            OperatingSystems.replace(before);
        }
        assertThat(OperatingSystem.current()).isSameAs(real);
    }

    @Test
    void shouldSeeOneProcessorInAChildJvmWhenItIsBoundToOne() {
        final OperatingSystem system = OperatingSystem.current();
        final List<String> command = new ArrayList<>(JavaProgram.program().command(ExitWithProcessors.class));
        final int last = system.affinity().cpus().length() - 1;

        final SpawnedProcess child = system.spawn(
                new SpawnRequest(command, System.getenv(), null, Map.of(0, 0, 1, 1, 2, 2), false, CpuSet.of(last)));

        assertThat(Program.exit(child)).isEqualTo(new ExitStatus(1, 0));
        assertThat(system.processors()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    static final class ExitWithProcessors {
        public static void main(final String[] arguments) {
            System.exit(OperatingSystem.current().processors());
        }
    }

    private List<Path> files() {
        try (var all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (final IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
