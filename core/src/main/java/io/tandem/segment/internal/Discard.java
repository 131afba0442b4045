package io.tandem.segment.internal;

import io.tandem.os.OperatingSystem;
import java.nio.file.Path;

/** Removes a file at the end of a block, from the moment on that it is armed. */
final class Discard implements AutoCloseable {
    private final Path path;
    private boolean armed;

    Discard(final Path path) {
        this.path = path;
    }

    void arm() {
        armed = true;
    }

    void disarm() {
        armed = false;
    }

    @Override
    public void close() {
        if (armed) {
            armed = false;
            OperatingSystem.current().delete(path);
        }
    }
}
