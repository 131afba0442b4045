package io.tandem.process;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a standard stream of a child goes to or comes from. */
public final class StandardStream {
    enum Kind {
        INHERIT,
        RELAY,
        PIPE,
        FILE,
        APPEND,
        EMPTY
    }

    final Kind kind;
    final @Nullable Path file;

    private StandardStream(final Kind kind, final @Nullable Path file) {
        this.kind = kind;
        this.file = file;
    }

    /** {@return the same descriptor as this process's} */
    public static StandardStream inherit() {
        return new StandardStream(Kind.INHERIT, null);
    }

    /** {@return a pipe whose output is copied to this process's stream, its tail kept for {@link ChildProcess#failure}} */
    public static StandardStream relay() {
        return new StandardStream(Kind.RELAY, null);
    }

    /** {@return a pipe that this process reads or writes} */
    public static StandardStream pipe() {
        return new StandardStream(Kind.PIPE, null);
    }

    /** {@return nothing to read, and nowhere for output} */
    public static StandardStream empty() {
        return new StandardStream(Kind.EMPTY, null);
    }

    /**
     * A file: read as input, truncated as output.
     *
     * @param path of the file.
     * @return the stream.
     */
    public static StandardStream file(final Path path) {
        return new StandardStream(Kind.FILE, path);
    }

    /**
     * A file that output is appended to.
     *
     * @param path of the file.
     * @return the stream.
     */
    public static StandardStream append(final Path path) {
        return new StandardStream(Kind.APPEND, path);
    }
}
