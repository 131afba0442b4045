package io.tandem.bench.c;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Workplace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes programs from the sources beside this class, once for each run, by the {@code cc} on the path. */
public final class CCompiler {
    private static final String COMPILER = "cc";
    private static final String HEADER = "two.h";
    private static final List<String> OPTIONS = List.of("-std=c11", "-O2", "-pthread");
    private static final long LIMIT_SECONDS = 60;

    private CCompiler() {}

    /** {@return why there is no compiler, null if there is one} */
    public static @Nullable String missing() {
        final String path = System.getenv("PATH");
        final boolean there =
                path != null && Stream.of(path.split(":")).anyMatch(one -> Files.isExecutable(Path.of(one, COMPILER)));
        return there ? null : "there is no " + COMPILER + " on the PATH";
    }

    /**
     * Compiles a program, if this run hasn't done so before.
     *
     * @param workplace where it goes.
     * @param name      of the program; its source is a resource of this package.
     * @return the program.
     * @throws IOException if that fails, with the compiler's words.
     */
    public static Path compile(final Workplace workplace, final String name) throws IOException {
        final Path program = workplace.directory().resolve(name);
        if (!Files.exists(program)) {
            workplace.unpack(CCompiler.class, HEADER);
            final Path source = workplace.unpack(CCompiler.class, name + ".c");
            run(Stream.of(List.of(COMPILER), OPTIONS, List.of("-o", program.toString(), source.toString()))
                    .flatMap(List::stream)
                    .toList());
        }
        return program;
    }

    private static void run(final List<String> command) throws IOException {
        final Process process =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            // It ends its output when it ends.
            final String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new BenchException(String.join(" ", command) + " failed: " + words);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted while " + COMPILER + " was at work", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
