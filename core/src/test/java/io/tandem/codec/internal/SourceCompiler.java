package io.tandem.codec.internal;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** Compiles a class at test time, so that it can have several versions. */
final class SourceCompiler {
    private SourceCompiler() {}

    /** Compiles one class of the unnamed package into a directory, and returns that. */
    static Path compile(final Path directory, final String name, final String source) throws IOException {
        final Path file = Files.createDirectories(directory).resolve(name + ".java");
        Files.writeString(file, source);
        final StringWriter text = new StringWriter();
        final PrintWriter printer = new PrintWriter(text);
        final int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        printer,
                        printer,
                        "-d",
                        directory.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-proc:none",
                        file.toString());
        if (result != 0) {
            throw new IllegalStateException(text.toString());
        }
        return directory;
    }
}
