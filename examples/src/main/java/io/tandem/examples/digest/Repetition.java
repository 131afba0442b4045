package io.tandem.examples.digest;

import java.util.function.Consumer;

/** Looks whether later answers are as those before. */
final class Repetition implements Consumer<Answer> {
    private final Summary expected;
    private boolean changed;

    Repetition(final Summary expected) {
        this.expected = expected;
    }

    @Override
    public void accept(final Answer answer) {
        changed |= !expected.isAsBefore(answer);
    }

    boolean changed() {
        return changed;
    }
}
