package io.tandem.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tandem.TandemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each on every JDK from 17 on that is installed beside the one that runs the tests. */
class ModuleAccessTest {
    private static final String FLAG = "--add-exports java.base/jdk.internal.misc=";

    /** JDK homes by major version. */
    static Stream<Integer> versions() {
        return homes().keySet().stream();
    }

    private static Map<Integer, Path> homes() {
        final Path running = Path.of(System.getProperty("java.home"));
        final Map<Integer, Path> homes = new TreeMap<>();
        final Path folder = running.getParent();
        if (folder != null) {
            try (Stream<Path> all = Files.list(folder)) {
                all.filter(home -> Files.isExecutable(home.resolve("bin/java"))).forEach(home -> {
                    final int version = version(home);
                    if (version >= 17) {
                        homes.put(version, home);
                    }
                });
            } catch (final IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        homes.put(Runtime.version().feature(), running);
        return homes;
    }

    private static int version(final Path home) {
        try {
            return Files.readAllLines(home.resolve("release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("^JAVA_VERSION=\"(\\d+).*$", "$1"))
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (final IOException | NumberFormatException unknown) {
            return 0;
        }
    }

    private static JavaProgram plain(final int version, final String... options) {
        return JavaProgram.program()
                .on(homes().get(version))
                .with(options)
                .with("-cp", JavaProgram.classPath(UnsafeBuffer.class));
    }

    private static JavaProgram modular(final int version, final String... options) {
        return JavaProgram.program()
                .on(homes().get(version))
                .with(options)
                .with(
                        "--module-path",
                        String.join(
                                ":",
                                JavaProgram.location(OperatingSystem.class),
                                JavaProgram.location(com.sun.jna.Library.class),
                                JavaProgram.location(UnsafeBuffer.class)),
                        "--patch-module",
                        "io.tandem.os=" + JavaProgram.location(JavaProgram.class),
                        "--add-reads",
                        "io.tandem.os=org.agrona",
                        "--add-modules",
                        "org.agrona,io.tandem.os");
    }

    private static List<String> modularCommand(final JavaProgram program) {
        final List<String> command = program.command(UseAgrona.class);
        final int main = command.indexOf(UseAgrona.class.getName());
        command.set(main, "io.tandem.os/" + UseAgrona.class.getName());
        command.add(main, "-m");
        return command;
    }

    /** What the JDK prints about JNA, from 24 on, unless native access was granted: no program can avoid it. */
    private static void assertNoWarningThatCouldHaveBeenAvoided(final int version, final String errors) {
        if (version < 24) {
            assertThat(errors).isEmpty();
        } else {
            assertThat(errors.lines().filter(line -> !line.isBlank()))
                    .allSatisfy(line -> assertThat(line).startsWith("WARNING: "))
                    .hasSize(4);
            assertThat(errors).contains("java.lang.System::load has been called by com.sun.jna.Native");
        }
    }

    static final class UseAgrona {
        public static void main(final String[] arguments) {
            ModuleAccess.ensureInternalMisc(UnsafeBuffer.class.getModule());
            ModuleAccess.ensureInternalMisc(UnsafeBuffer.class.getModule());
            final UnsafeBuffer buffer = new UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(64));
            buffer.putLongOrdered(8, 42);
            System.out.println(buffer.compareAndSetLong(8, 42, 43) + " " + buffer.getLongVolatile(8) + " "
                    + NativeLibrary.isReady());
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldLetAPlainProgramUseAgronaWithoutAnyFlag(final int version) {
        final JavaProgram.Result result = plain(version).run(UseAgrona.class);

        assertThat(result.output()).isEqualTo("true 43 true\n");
        assertNoWarningThatCouldHaveBeenAvoided(version, result.errors());
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldLetAModuleUseAgronaWithoutAnyFlag(final int version) {
        final JavaProgram program = modular(version);

        final JavaProgram.Result result = program.run(modularCommand(program));

        assertThat(result.output()).isEqualTo("true 43 true\n");
        assertNoWarningThatCouldHaveBeenAvoided(version, result.errors());
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldNotEvenLoadTheNativeLibraryWhenTheFlagIsGiven(final int version) {
        final JavaProgram.Result result =
                plain(version, (FLAG + "ALL-UNNAMED").split(" ")).run(UseAgrona.class);

        assertThat(result).isEqualTo(new JavaProgram.Result(0, "true 43 false\n", ""));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldNameTheExactFlagWhenOnlyFlagsAreAllowed(final int version) {
        final JavaProgram modular = modular(version, "-Dtandem.access=flags");

        final JavaProgram.Result plainResult =
                plain(version, "-Dtandem.access=flags").run(UseAgrona.class);
        final JavaProgram.Result modularResult = modular.run(modularCommand(modular));

        assertThat(plainResult.errors())
                .contains(TandemException.class.getName())
                .contains("-Dtandem.access=flags forbids opening it from within: start the JVM with " + FLAG
                        + "ALL-UNNAMED.");
        assertThat(modularResult.errors()).contains("start the JVM with " + FLAG + "org.agrona.");
        assertThat(plainResult.output() + modularResult.output()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldNameBothFlagsWhenTheJdkForbidsNativeAccess(final int version) {
        assumeTrue(version >= 24, "older JDKs forbid nothing");

        final JavaProgram.Result result =
                plain(version, "--illegal-native-access=deny").run(UseAgrona.class);

        assertThat(result.errors())
                .contains("start the JVM with " + FLAG + "ALL-UNNAMED.")
                .contains("Start the JVM with --enable-native-access=ALL-UNNAMED.");
    }

    @Test
    void shouldRefuseAnUnknownWayWhenOneIsChosen() {
        final JavaProgram.Result result =
                plain(Runtime.version().feature(), "-Dtandem.access=magic").run(UseAgrona.class);

        assertThat(result.errors()).contains("-Dtandem.access=magic was found: it is auto (the default) or flags.");
    }

    @Test
    void shouldExportToTheUnnamedModuleOfAnyLoaderWhenAsked() throws IOException {
        try (java.net.URLClassLoader loader = new java.net.URLClassLoader(new java.net.URL[0])) {
            ModuleAccess.ensureInternalMisc(loader.getUnnamedModule());

            assertThat(Object.class.getModule().isExported("jdk.internal.misc", loader.getUnnamedModule()))
                    .isTrue();
            assertThat(Object.class.getModule().isExported("jdk.internal.vm", loader.getUnnamedModule()))
                    .isFalse();
        }
    }
}
