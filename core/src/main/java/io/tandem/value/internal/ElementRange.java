package io.tandem.value.internal;

import java.util.Spliterator;

/** Elements that a stream has still to take, in order; halves of them are for other threads. */
abstract class ElementRange {
    /** Index of the next one. */
    long next;

    /** Index behind the last. */
    final long end;

    ElementRange(final long from, final long to) {
        next = from;
        end = to;
    }

    /** Gives the first half away, up to the new {@link #next}; returns false if there is nothing to share. */
    final boolean splits() {
        final long half = end - next >>> 1;
        next += half;
        return half > 0;
    }

    /** {@return how many there are, exactly} */
    public final long estimateSize() {
        return end - next;
    }

    /** {@return what holds for all of them} */
    public final int characteristics() {
        return Spliterator.ORDERED | Spliterator.SIZED | Spliterator.SUBSIZED | Spliterator.NONNULL;
    }
}
