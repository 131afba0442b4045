package io.tandem.codec.internal;

import io.tandem.codec.CorruptMessageException;
import io.tandem.segment.Domain;
import io.tandem.segment.NotTransferableException;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transfer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Plain values as {@link TaggedCodec} encodes them, and null as nothing at all: strings, boxed primitives, arrays of primitives.
 * Objects are refused, both ways. Used by one thread at a time.
 */
public final class PlainCodec {
    /** Bytes that a value takes besides itself. */
    public static final int OVERHEAD = TaggedDescriptor.VALUE_OFFSET;

    private final TaggedCodec<Object> tagged = new TaggedCodec<>(Object.class, null);
    private final Transfer transfer;
    private final Arrival arrival;

    /**
     * A codec for one thread.
     *
     * @param domain   of the object that holds the values.
     * @param objectId of the same.
     */
    public PlainCodec(final Domain domain, final long objectId) {
        // No value can hold a shared object, so that both stay empty.
        transfer = Transfer.intoChannel(domain, objectId);
        arrival = new Arrival(domain, objectId);
    }

    /**
     * Refuses what isn't plain.
     *
     * @param value any.
     * @throws NotTransferableException if it isn't.
     */
    public static void check(final @Nullable Object value) {
        if (value == null) {
            return;
        }
        final Class<?> type = value.getClass();
        if (!isPlain(type)) {
            throw new NotTransferableException(
                    "A value of type " + type.getTypeName() + " is no plain one. Use null, String,"
                            + " the box of a primitive, or an array of primitives; or turn it into a byte[].");
        }
    }

    // By itself: Primitives.isBoxed allocates.
    private static boolean isPlain(final Class<?> type) {
        return type == String.class
                || type == Long.class
                || type == Integer.class
                || type == Double.class
                || type == Boolean.class
                || type == Byte.class
                || type == Short.class
                || type == Character.class
                || type == Float.class
                || type.isArray() && type.componentType().isPrimitive();
    }

    /**
     * Measures any value, outside of any object.
     *
     * @param value any.
     * @return bytes that it takes without its tag; 0 for null.
     * @throws NotTransferableException if it isn't plain.
     */
    public static int bytes(final @Nullable Object value) {
        check(value);
        if (value instanceof String text) {
            final long bytes = (long) text.length() * (Scratch.isLatin1(text) ? Byte.BYTES : Character.BYTES);
            return Lengths.checked(bytes, String.class);
        }
        if (value == null) {
            return 0;
        }
        final Class<?> type = value.getClass();
        return type.isArray()
                ? Lengths.checked(PrimitiveArray.of(type).size(value), type)
                : Primitives.size(Primitives.unboxed(type));
    }

    /**
     * Measures a value that {@link #check} lets pass.
     *
     * @param value to encode.
     * @return bytes that it takes, its tag included; 0 for null.
     */
    public int prepare(final @Nullable Object value) {
        return value == null ? 0 : tagged.prepare(value, transfer);
    }

    /**
     * Writes what was prepared last.
     *
     * @param value  the same.
     * @param target to write to, from its start.
     */
    public void write(final @Nullable Object value, final MutableDirectBuffer target) {
        if (value != null) {
            tagged.write(value, target, 0);
        }
    }

    /**
     * Reads a value.
     *
     * @param source to read from, from its start.
     * @param length in bytes.
     * @return the value.
     * @throws CorruptMessageException if that is none.
     */
    public @Nullable Object read(final DirectBuffer source, final int length) {
        if (length == 0) {
            return null;
        }
        if (source.getByte(TaggedDescriptor.TAG_OFFSET) == TaggedDescriptor.OBJECT) {
            throw new CorruptMessageException("A serialized object stands where only plain values are.");
        }
        return tagged.read(source, 0, length, arrival);
    }
}
