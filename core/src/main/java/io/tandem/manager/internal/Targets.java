package io.tandem.manager.internal;

/** What targets have in common. */
final class Targets {
    private Targets() {}

    /** For a number that no proxy of this version sends. */
    static IllegalArgumentException unknown(final int operation, final String kind) {
        return new IllegalArgumentException("A managed " + kind + " has no operation " + operation
                + ". Use the same version of Tandem in all processes.");
    }
}
