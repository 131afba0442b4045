package io.tandem.bench.harness;

/** A run couldn't go on. */
public final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says why. */
    public BenchException(final String message) {
        super(message);
    }

    /** Says why, with the failure behind it. */
    public BenchException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
