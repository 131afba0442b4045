package io.tandem.sync;

/** What becomes of a lock whose owner died while holding it. */
public enum OwnerDeath {
    /**
     * It stays locked, and whoever asks for it gets an {@link OwnerDiedException}, until somebody recovers it: what it guards may
     * be half changed. The default.
     */
    REPORT,
    /** It passes on to the next one, who isn't told: for what can be left half changed. */
    RELEASE
}
