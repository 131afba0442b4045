package io.tandem.os;

/** Why a futex wait returned. */
public enum FutexResult {
    /** Somebody woke it, or the kernel did so for no reason. */
    WOKEN,
    /** A word had another value already. */
    CHANGED,
    /** The time was up. */
    TIMED_OUT
}
