package io.tandem.segment.internal;

import io.tandem.os.OperatingSystem;
import io.tandem.os.OperatingSystemException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

/** Removes a file at the end of a block, from the moment on that it is armed. */
final class Discard implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Discard.class.getName());
    private static final int ATTEMPTS = 3;

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

    /** Removes it before the end of the block, where a failure can still be answered. */
    void now() {
        if (armed) {
            OperatingSystem.current().delete(path);
            armed = false;
        }
    }

    /** Removes what can't harm if it stays: when that fails again and again, the next sweep after our end does it. */
    void nowOrLater() {
        for (int attempt = 1; armed; attempt++) {
            try {
                now();
            } catch (final OperatingSystemException e) {
                if (attempt == ATTEMPTS) {
                    LOGGER.log(Level.WARNING, path + " could not be removed, and is left to a sweep.", e);
                    armed = false;
                }
            }
        }
    }

    @Override
    public void close() {
        now();
    }
}
