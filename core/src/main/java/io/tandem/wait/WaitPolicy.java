package io.tandem.wait;

/**
 * How a thread waits for another process. Whatever it is, a wait obeys interruption, ends when its handle is closed, and learns of
 * a peer's death.
 */
public enum WaitPolicy {
    /** Spins for ever: the lowest latency, one processor each. With a single processor it sleeps all the same. */
    SPIN,
    /** Spins for a short, adaptive while, then sleeps until woken. The default. */
    SPIN_THEN_SLEEP,
    /** Sleeps at once. */
    SLEEP
}
