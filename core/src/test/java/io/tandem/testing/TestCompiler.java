package io.tandem.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Compiles a class or two for one test, against the test's own class path. */
public final class TestCompiler {
    private final Path sources;
    private final Path classes;

    private TestCompiler(final Path sources, final Path classes) {
        this.sources = sources;
        this.classes = classes;
    }

    public static TestCompiler in(final Path directory) throws IOException {
        return new TestCompiler(
                Files.createDirectories(directory.resolve("sources")),
                Files.createDirectories(directory.resolve("classes")));
    }

    public Path classes() {
        return classes;
    }

    public void compile(final String name, final String source) throws IOException {
        compile(name, source, "-cp", System.getProperty("java.class.path"));
    }

    /** Compiles it together with what was compiled before. */
    public void compile(final String name, final String source, final String... options) throws IOException {
        final Path file = sources.resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        final List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-d", classes.toString()));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(path -> path.endsWith(".java")).forEach(arguments::add);
        }
        assertThat(ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(System.out, System.err, arguments.toArray(new String[0])))
                .isZero();
    }

    /** The class, behind a loader of its own. */
    public Class<?> load(final String name) throws Exception {
        final URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, TestCompiler.class.getClassLoader());
        return loader.loadClass(name);
    }
}
