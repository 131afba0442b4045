package io.tandem.value.internal;

import io.tandem.segment.internal.Layouts;

/**
 * The body of an array's segment, little-endian.
 *
 * <pre>
 *     0  +------------------------------------------------------------+
 *        | body version                                               |  4   creator, once, before the name exists
 *   128  +------------------------------------------------------------+
 *        | lock, and who died in it: {@link Guard}                          | 24
 *   256  +------------------------------------------------------------+
 *        | elements                                                   |  anyone; zeros to the next multiple of 8, and
 *        +------------------------------------------------------------+  8 at least
 * </pre>
 *
 * <p>The header's configuration has the elements' {@code type} (the name of a primitive type) and their number, {@code length}.
 * An element is as large as its type (a boolean is a byte, 0 or 1; any other value is read as true), and naturally aligned. It changes by one
 * store or compare-and-set: who dies leaves the element before or the one after. Ranges change element by element, in no particular
 * order: who dies leaves any part of a range changed.
 */
final class ArrayDescriptor {
    static final int VERSION = 1;

    static final int GUARD_OFFSET = Layouts.HOT_WORD_DISTANCE;
    static final int ELEMENTS_OFFSET = GUARD_OFFSET + Guard.LENGTH;

    static final String TYPE_KEY = "type";
    static final String LENGTH_KEY = "length";

    /** As many bytes of elements as an address space may have room for. */
    static final long MAX_BYTES = 1L << 46;

    private ArrayDescriptor() {}

    static long bodyLength(final long bytes) {
        return ELEMENTS_OFFSET + Math.max(Long.BYTES, (bytes + Long.BYTES - 1) & -Long.BYTES);
    }
}
