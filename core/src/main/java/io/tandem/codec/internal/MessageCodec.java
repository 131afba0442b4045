package io.tandem.codec.internal;

import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transfer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * What a channel uses to encode and decode. Has state (scratch memory), so each side of a connection has one of its own,
 * used by one thread at a time.
 *
 * @param <T> type of the messages.
 */
public interface MessageCodec<T> {
    /** {@return what stands in the header} */
    String name();

    /** {@return whether values may be written and read as this primitive says, around this codec} */
    default boolean takes(final TaggedPrimitive primitive) {
        return false;
    }

    /**
     * Makes a value ready: primitives and ASCII strings are only measured, objects are serialized into scratch memory.
     *
     * @param value    to encode; null is refused with a clear error.
     * @param transfer that collects the shared objects in it; rolled back by the caller if the message isn't sent.
     * @return the exact length in bytes.
     */
    int prepare(T value, Transfer transfer);

    /**
     * Writes what was prepared last.
     *
     * @param value  the same value.
     * @param target to write to.
     * @param offset of the first byte.
     */
    void write(T value, MutableDirectBuffer target, int offset);

    /**
     * Reads a value. Corrupt bytes end in a typed exception, never outside the range.
     *
     * @param source  to read from.
     * @param offset  of the first byte.
     * @param length  in bytes.
     * @param arrival that attaches the shared objects in it.
     * @return the value.
     */
    T read(DirectBuffer source, int offset, int length, Arrival arrival);
}
