package io.tandem.pool.internal;

import io.tandem.segment.internal.Transfer;
import org.jspecify.annotations.Nullable;

/** A function under a number that is the pool's own: sent to each worker that needs it once, ahead of its first task. */
final class FunctionRef {
    /** The function is in the task itself. */
    static final FunctionRef IN_TASK = new FunctionRef(0, new byte[0], null);

    final long number;
    final byte[] definition;
    private final @Nullable Transfer held;

    FunctionRef(final long number, final byte[] definition, final @Nullable Transfer held) {
        this.number = number;
        this.definition = definition;
        this.held = held;
    }

    void letGo() {
        if (held != null) {
            held.rollback();
        }
    }
}
