package io.tandem.sync;

/** What becomes of a lock whose owner died while it held it. */
public enum OwnerDeath {
    /**
     * Whoever asks for the lock gets an {@link OwnerDiedException}, until somebody recovers it and so takes the responsibility for
     * what the dead may have left half done.
     */
    REPORT,
    /** The lock passes on as if the dead had unlocked it: for what is right at every instant. */
    RELEASE
}
