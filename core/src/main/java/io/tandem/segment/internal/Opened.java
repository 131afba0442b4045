package io.tandem.segment.internal;

import io.tandem.os.OpenMode;
import io.tandem.os.OperatingSystem;
import io.tandem.os.OperatingSystemException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * An open file whose failure to close is typed like every other.
 *
 * @param channel of it.
 * @param path    of it.
 */
public record Opened(FileChannel channel, Path path) implements AutoCloseable {
    /** One that is there. */
    public static Opened existing(final Path path, final OpenMode mode) {
        return new Opened(OperatingSystem.current().open(path, mode, 0), path);
    }

    /** A new one. */
    public static Opened created(final Path path, final int permissions) {
        return new Opened(OperatingSystem.current().open(path, OpenMode.CREATE_NEW, permissions), path);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            throw new OperatingSystemException(
                    "close", path, 0, String.valueOf(e.getMessage()), "Look at the file system.", e);
        }
    }
}
