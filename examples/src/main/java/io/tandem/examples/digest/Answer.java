package io.tandem.examples.digest;

import io.tandem.pool.ItemOutcome;
import java.io.Serializable;
import java.util.Objects;

/**
 * What a worker says about a file.
 *
 * @param bytes   it has.
 * @param lines   it has: line feeds.
 * @param sha256  of its content, in hexadecimal digits.
 * @param problem why it can't be read; empty if it was.
 */
record Answer(long bytes, long lines, String sha256, String problem) implements Serializable {
    /** {@return what has become of a file: the answer, or that all who read it have died of it} */
    static Answer of(final ItemOutcome<Answer> outcome) {
        return outcome.failure()
                .map(failure -> unreadable(String.valueOf(failure.getMessage())))
                .orElseGet(() -> Objects.requireNonNull(outcome.get()));
    }

    static Answer unreadable(final String problem) {
        return new Answer(0, 0, "", problem);
    }

    boolean isReadable() {
        return problem.isEmpty();
    }
}
