package io.tandem.value.internal;

import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Words;

/** Memory of values that are one word each: of one alone, or of many in slots. Handles of the values are {@link Face}s over it. */
abstract class WordMemory extends GuardedMemory {
    /** The whole body. */
    final Words words;

    /**
     * Takes over an open segment.
     *
     * @param segment     of values.
     * @param length      its body must have.
     * @param version     of its layout that this library reads.
     * @param guardOffset of its lock.
     */
    WordMemory(final Segment segment, final int length, final int version, final int guardOffset) {
        super(segment, length, version, guardOffset);
        words = Words.over(segment.buffer(0, length));
    }

    /** {@return for messages, within a sentence: the value at an offset} */
    abstract String describeWithin(int offset);

    /** {@return what travels in the place of the value at an offset} The holds are seen to. */
    abstract Token token(int offset);

    /** {@return whether this handle is of one value alone, and is closed with that} */
    abstract boolean isOfOneValue();
}
