package io.tandem.value.internal;

import io.tandem.segment.internal.Layouts;

/**
 * The body of a segment of many values, little-endian.
 *
 * <pre>
 *     0  +------------------------------------------------------------+
 *        | body version                                               |  4   creator, once, before the name exists
 *   128  +------------------------------------------------------------+
 *        | lock, and who died in it: {@link Guard}                          | 24
 *   256  +------------------------------------------------------------+
 *        | slots, one after the other, each of 16 or of 128 bytes     |
 *        +------------------------------------------------------------+
 *
 *   slot:
 *     0  +------------------------------------------------------------+
 *        | value, as in {@link ValueDescriptor}                             |  8   anyone, atomically
 *     8  +------------------------------------------------------------+
 *        | code of its type ({@link ElementType}), or 0                       |  4   its first user, CAS from 0; never again
 *    12  +------------------------------------------------------------+
 *        | zero                                                       |  4
 *        +------------------------------------------------------------+
 * </pre>
 *
 * <p>All zeros are the 0 of every type. Who dies between the type and the value leaves a slot of that type that is 0.
 */
final class ValuesDescriptor {
    static final int VERSION = 1;

    static final int GUARD_OFFSET = Layouts.HOT_WORD_DISTANCE;
    static final int SLOTS_OFFSET = GUARD_OFFSET + Guard.LENGTH;

    static final int SLOT_VALUE_OFFSET = 0;
    static final int SLOT_TYPE_OFFSET = 8;
    static final int DENSE_SLOT = 16;
    static final int PADDED_SLOT = Layouts.HOT_WORD_DISTANCE;

    private ValuesDescriptor() {}

    static int slotLength(final boolean padded) {
        return padded ? PADDED_SLOT : DENSE_SLOT;
    }

    /** How many there can be, so that an int can name each of their bytes. */
    static int maxCount(final boolean padded) {
        return (Integer.MAX_VALUE - SLOTS_OFFSET) / slotLength(padded);
    }

    static int slotOffset(final int index, final boolean padded) {
        return SLOTS_OFFSET + index * slotLength(padded);
    }

    static int length(final int count, final boolean padded) {
        return slotOffset(count, padded);
    }
}
