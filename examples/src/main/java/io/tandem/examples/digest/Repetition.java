package io.tandem.examples.digest;

/** Looks whether later answers are as those before. */
final class Repetition {
    private final Summary expected;
    private boolean changed;

    Repetition(final Summary expected) {
        this.expected = expected;
    }

    void accept(final int file, final Answer answer) {
        changed |= !expected.isAsBefore(file, answer);
    }

    boolean changed() {
        return changed;
    }
}
