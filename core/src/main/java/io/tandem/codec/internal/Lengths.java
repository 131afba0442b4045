package io.tandem.codec.internal;

import io.tandem.codec.CorruptMessageException;
import org.agrona.DirectBuffer;

/** Checks of lengths, by our own code: they hold with Agrona's bounds checks off too. */
final class Lengths {
    /** The longest message there can be: what the largest array of bytes takes. */
    static final int MAX = Integer.MAX_VALUE - 8;

    private Lengths() {}

    /** The length of a message as an int, if it is one. */
    static int checked(final long length, final Class<?> type) {
        if (length > MAX) {
            throw new IllegalArgumentException("A message of type " + type.getTypeName() + " would take " + length
                    + " bytes, but no message is longer than " + MAX + ". Send it in parts.");
        }
        return (int) length;
    }

    /** Refuses a range that isn't inside a buffer. */
    static void checkRange(final DirectBuffer source, final int offset, final int length) {
        if (offset < 0 || length < 0 || offset > source.capacity() - length) {
            throw new CorruptMessageException("A message is said to take " + length + " bytes at offset " + offset
                    + ", but its buffer has " + source.capacity() + ".");
        }
    }
}
