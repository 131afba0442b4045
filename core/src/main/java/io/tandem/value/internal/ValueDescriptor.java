package io.tandem.value.internal;

import io.tandem.segment.internal.Layouts;

/**
 * The body of a value's segment, little-endian.
 *
 * <pre>
 *     0  +------------------------------------------------------------+
 *        | body version                                               |  4   creator, once, before the name exists
 *   128  +------------------------------------------------------------+
 *        | value                                                      |  8   anyone, atomically
 *   256  +------------------------------------------------------------+
 *        | lock, and who died in it: {@link Guard}                          | 24
 *   384  +------------------------------------------------------------+
 * </pre>
 *
 * <p>The value is a long; the raw bits of a double; or, in the first four bytes, an int, the raw bits of a float, or a short, byte (with
 * their signs), char or boolean (0, 1) as an int. It changes by one store or compare-and-set of the whole word: who dies leaves the
 * value before or the one after.
 */
final class ValueDescriptor {
    static final int VERSION = 1;

    static final int VALUE_OFFSET = Layouts.HOT_WORD_DISTANCE;
    static final int GUARD_OFFSET = VALUE_OFFSET + Layouts.HOT_WORD_DISTANCE;
    static final int LENGTH = GUARD_OFFSET + Guard.LENGTH;

    private ValueDescriptor() {}
}
