package io.tandem.value;

import io.tandem.segment.internal.Words;
import io.tandem.stress.Arena;
import org.openjdk.jcstress.infra.results.JJ_Result;

/**
 * The weakened twin of what is read and written as a whole: a sequence and two copies of two words, with the same stores and loads,
 * and no look at the sequence behind the copy.
 */
final class UncheckedCell {
    private static final int COPIES = 128;
    private static final int COPY_LENGTH = 2 * Long.BYTES;

    /** Copying takes its time: a real cell has more than two words. */
    private static final int COPY_SPINS = 4;

    private final int slot = Arena.slot();
    private final Words words = Words.over(Arena.memory());

    /** For one writer. */
    void write(final long first, final long second) {
        final long sequence = words.getLong(slot) + 1;
        final int copy = copy(sequence);
        words.putLong(copy, first);
        words.putLong(copy + Long.BYTES, second);
        words.putLongRelease(slot, sequence);
    }

    void read(final JJ_Result r) {
        final int copy = copy(words.getLongAcquire(slot));
        r.r1 = words.getLongVolatile(copy);
        for (int i = 0; i < COPY_SPINS; i++) {
            Thread.onSpinWait();
        }
        r.r2 = words.getLongVolatile(copy + Long.BYTES);
    }

    private int copy(final long sequence) {
        return slot + COPIES + (int) (sequence & 1) * COPY_LENGTH;
    }
}
