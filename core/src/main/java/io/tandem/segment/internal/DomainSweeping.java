package io.tandem.segment.internal;

/** What a domain's command to sweep does. */
public final class DomainSweeping {
    private DomainSweeping() {}

    /** Returns how many files were removed. */
    public static int sweep(final DomainState state) {
        return Sweep.of(state).run();
    }
}
