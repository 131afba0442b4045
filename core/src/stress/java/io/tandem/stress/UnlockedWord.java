package io.tandem.stress;

import io.tandem.segment.internal.Words;

/** For weakened twins: a word that is loaded, changed, and stored, where the class has one atomic step, or a lock. */
public final class UnlockedWord {
    private final int slot = Arena.slot();
    private final Words words = Words.over(Arena.memory());

    /** {@return what it holds, 0 at first} */
    public long get() {
        return words.getLongVolatile(slot);
    }

    /** Adds one, unless another does at the same time. */
    public void increment() {
        words.putLongRelease(slot, get() + 1);
    }

    /** {@return whether nobody had taken it} */
    public boolean take() {
        if (get() != 0) {
            return false;
        }
        words.putLongRelease(slot, 1);
        return true;
    }
}
