package io.tandem.segment;

import java.nio.file.Path;

/** A directory of shared objects, and the processes that use them. */
public final class Domain {
    private Domain() {}

    /** {@return the domain of this process} Chosen by {@code tandem.dir} or {@code TANDEM_DIR}, inherited by children. */
    public static Domain current() {
        throw new UnsupportedOperationException();
    }

    /**
     * The domain in a directory, which is created if it isn't there.
     *
     * @param directory of the domain.
     * @return the domain; the same instance for the same directory.
     */
    public static Domain at(final Path directory) {
        throw new UnsupportedOperationException();
    }

    /** {@return where its files are} */
    public Path directory() {
        throw new UnsupportedOperationException();
    }

    /** {@return how many files of dead processes were removed just now} */
    public int sweep() {
        throw new UnsupportedOperationException();
    }
}
