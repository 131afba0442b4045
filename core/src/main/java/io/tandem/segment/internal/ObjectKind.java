package io.tandem.segment.internal;

/** Kinds of shared objects, as their header names them. */
public enum ObjectKind {
    /** What a child process is to run, and how that went. */
    BOOTSTRAP(1),
    /** A pipe of two directions. */
    PIPE(2),
    /** A queue. */
    QUEUE(3);

    private final int code;

    ObjectKind(final int code) {
        this.code = code;
    }

    /** {@return what stands in the header} */
    public int code() {
        return code;
    }
}
