package io.tandem.process;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a standard stream of a child goes to or comes from. Immutable. */
public final class StandardStream {
    /** Kinds of places. */
    public enum Kind {
        /** The same descriptor as this process's. */
        INHERIT,
        /** Copied to this process's stream. */
        RELAY,
        /** A pipe that this process reads or writes. */
        PIPE,
        /** A file, read from or replaced. */
        FILE,
        /** A file that output is appended to. */
        APPEND,
        /** Nothing to read, and nowhere for output. */
        EMPTY
    }

    private final Kind kind;
    private final @Nullable Path file;

    private StandardStream(final Kind kind, final @Nullable Path file) {
        this.kind = kind;
        this.file = file;
    }

    /** {@return the same descriptor as this process's} */
    public static StandardStream inherit() {
        return new StandardStream(Kind.INHERIT, null);
    }

    /**
     * {@return a pipe whose output is copied to this process's {@code System.out} or {@code System.err}, its tail (8 KiB)
     * kept for {@link ChildProcess#failure}} This process does the copying: what a child that outlives it writes then, be it
     * the stack trace that it ends with, is lost, and so is what was in the pipe when this process ended. For a child
     * that isn't a daemon and may outlive its parent take {@link #inherit()}, or {@link #append} to a file.
     */
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
     * A file: read as input; as output created, or emptied if it is there.
     *
     * @param path of the file; links are followed.
     * @return the stream.
     */
    public static StandardStream file(final Path path) {
        return new StandardStream(Kind.FILE, Objects.requireNonNull(path, "path"));
    }

    /**
     * A file that output is appended to, whoever else appends to it too; created if it isn't there.
     *
     * @param path of the file; links are followed.
     * @return the stream.
     */
    public static StandardStream append(final Path path) {
        return new StandardStream(Kind.APPEND, Objects.requireNonNull(path, "path"));
    }

    /** {@return what kind of place it is} */
    public Kind kind() {
        return kind;
    }

    /** {@return the file, if it is one} */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    @Override
    public String toString() {
        return kind + (file == null ? "" : " " + file);
    }
}
