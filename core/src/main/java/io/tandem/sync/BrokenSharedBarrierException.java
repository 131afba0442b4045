package io.tandem.sync;

import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;

/** A {@link SharedBarrier} is broken: its message says why, and by which process. */
public final class BrokenSharedBarrierException extends BrokenBarrierException {
    private static final long serialVersionUID = 1L;

    /** Why a barrier is broken. */
    public enum Reason {
        /** A thread that waited had its time up. */
        TIMED_OUT,
        /** A thread that waited was interrupted. */
        INTERRUPTED,
        /** Somebody called {@link SharedBarrier#abort}. */
        ABORTED,
        /** Somebody called {@link SharedBarrier#reset} while others waited: they were told so, and it may be used. */
        RESET,
        /** A process that had arrived since the last reset ended without closing its handle, or was killed. */
        DIED,
        /** The action threw. */
        ACTION_FAILED,
        /** A handle was closed while a thread waited at it. */
        CLOSED,
        /** Too much has happened since to tell: the thread was away while the barrier was broken dozens of times. */
        UNKNOWN
    }

    /** Why. */
    private final Reason reason;

    /**
     * Creates an exception.
     *
     * @param message what was asked, what was found, and what to do.
     * @param reason  why it is broken.
     */
    public BrokenSharedBarrierException(final String message, final Reason reason) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "the reason");
    }

    /** {@return why it is broken} */
    public Reason reason() {
        return reason;
    }
}
