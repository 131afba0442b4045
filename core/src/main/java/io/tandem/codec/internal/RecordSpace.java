package io.tandem.codec.internal;

import io.tandem.codec.internal.RecordLayout.Form;
import io.tandem.codec.internal.RecordLayout.Node;
import io.tandem.segment.NotTransferableException;
import org.agrona.DirectBuffer;

/** How much room a record of a class takes at most, where its strings and arrays are limited. */
public final class RecordSpace {
    /** An array, since to walk along a list would make an iterator for each record. */
    private final Node[] tails;

    private final int maxLength;
    private final long bytes;

    private RecordSpace(final RecordLayout layout, final int maxLength) {
        tails = layout.tails().toArray(Node[]::new);
        this.maxLength = maxLength;
        this.bytes = layout.fixedLength()
                + layout.tails().stream()
                        .mapToLong(tail -> tail.form() == Form.STRING ? (long) Character.BYTES * maxLength : maxLength)
                        .sum();
    }

    /**
     * The room for records of a class.
     *
     * @param type      of a record.
     * @param maxLength of each of its strings, in characters, and of its byte arrays.
     * @return the room.
     * @throws NotTransferableException if the class has no fixed layout.
     */
    public static RecordSpace of(final Class<?> type, final int maxLength) {
        final String reason = type.isRecord() ? RecordLayout.unsupported(type) : "it isn't a record";
        if (reason != null) {
            throw new NotTransferableException(
                    "Values of type " + type.getTypeName() + " have no fixed layout, since " + reason
                            + ". Use a record of primitives and their boxes, String, byte[], enums and records of such.");
        }
        return new RecordSpace(RecordLayout.of(type), maxLength);
    }

    /** {@return bytes of the longest record} */
    public long bytes() {
        return bytes;
    }

    /** Refuses an encoded record one of whose parts is too long. */
    public void check(final DirectBuffer source, final int offset) {
        for (final Node tail : tails) {
            final boolean wide =
                    tail.form() == Form.STRING && source.getByte(offset + tail.presenceOffset()) == RecordLayout.UTF16;
            final int length = source.getInt(offset + tail.valueOffset()) / (wide ? Character.BYTES : 1);
            if (length > maxLength) {
                throw tooLong(tail, length);
            }
        }
    }

    private IllegalArgumentException tooLong(final Node tail, final int length) {
        return new IllegalArgumentException("The component " + tail.component().getName() + " of a "
                + tail.component().getDeclaringRecord().getTypeName() + " has a length of " + length
                + ", and here it is at most " + maxLength + ". Shorten it, or give the value more room by"
                + " maxStringLength(...) when it is made.");
    }
}
