package io.tandem.process.internal;

import io.tandem.os.OpenMode;
import io.tandem.os.OperatingSystem;
import io.tandem.os.StreamMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;

/**
 * A command line that is too long for the system, in a file that java reads ({@code java @file}). The file's name is
 * removed before the child starts, which gets the open file instead.
 */
final class ArgumentFile {
    private static final int OWNER_ONLY = 0600;

    private ArgumentFile() {}

    /** Writes arguments; returns a descriptor to read them from. */
    static int write(final OperatingSystem system, final int processNumber, final List<String> arguments) {
        final Path path = Path.of(
                System.getProperty("java.io.tmpdir"),
                "tandem-arguments-" + ProcessHandle.current().pid() + "-" + processNumber);
        try (FileChannel channel = system.open(path, OpenMode.CREATE_NEW, OWNER_ONLY)) {
            try {
                final Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding"));
                final ByteBuffer bytes = ByteBuffer.wrap(quote(arguments).getBytes(charset));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                return system.openStream(path, StreamMode.READ);
            } finally {
                system.delete(path);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("The child's arguments can't be written to " + path, e);
        }
    }

    private static String quote(final List<String> arguments) {
        final StringBuilder text = new StringBuilder();
        for (final String argument : arguments) {
            text.append('"')
                    .append(argument.replace("\\", "\\\\")
                            .replace("\"", "\\\"")
                            .replace("\n", "\\n")
                            .replace("\r", "\\r"))
                    .append("\"\n");
        }
        return text.toString();
    }
}
