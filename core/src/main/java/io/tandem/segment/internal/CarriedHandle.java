package io.tandem.segment.internal;

import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A shared object in a message of a channel, as the message lists it behind what the codec wrote: so that whoever consumes the
 * message can let go of what it brought, though it can't decode it.
 *
 * <pre>
 *   message | entries, 24 bytes each                                          | count: 4
 *           | object id: 8 | word when it departed: 8 | kind: 4 | part: 4 | ...
 * </pre>
 *
 * <p>Little-endian, not aligned. Written by the sender before the message is published; only messages that carry something
 * have it, and their record's type says so.
 *
 * @param objectId of the object, which the channel holds once for this entry.
 * @param word     of the part when it departed; 0 without one.
 * @param kind     of the object, as its header has it.
 * @param part     that moves with the message, such as an end of a pipe, or {@link #NO_PART}.
 */
public record CarriedHandle(long objectId, long word, int kind, int part) {
    /** The object is shared by its sender and its receiver. */
    public static final int NO_PART = -1;

    private static final int WORD_OFFSET = Long.BYTES;
    private static final int KIND_OFFSET = WORD_OFFSET + Long.BYTES;
    private static final int PART_OFFSET = KIND_OFFSET + Integer.BYTES;
    private static final int ENTRY_LENGTH = PART_OFFSET + Integer.BYTES;

    /** What a list takes. */
    public static int listLength(final int count) {
        return count * ENTRY_LENGTH + Integer.BYTES;
    }

    /** Writes a list. */
    static void write(final List<CarriedHandle> handles, final MutableDirectBuffer target, final int offset) {
        int at = offset;
        for (final CarriedHandle handle : handles) {
            target.putLong(at, handle.objectId);
            target.putLong(at + WORD_OFFSET, handle.word);
            target.putInt(at + KIND_OFFSET, handle.kind);
            target.putInt(at + PART_OFFSET, handle.part);
            at += ENTRY_LENGTH;
        }
        target.putInt(at, handles.size());
    }

    /** The list at the end of a message, or null if there can't be one. */
    public static @Nullable List<CarriedHandle> read(final DirectBuffer source, final int offset, final int length) {
        final int room = length - Integer.BYTES;
        final int count = room < 0 ? 0 : source.getInt(offset + room);
        if (count <= 0 || count > room / ENTRY_LENGTH) {
            return null;
        }
        final List<CarriedHandle> handles = new ArrayList<>(count);
        int at = offset + length - listLength(count);
        for (int i = 0; i < count; i++, at += ENTRY_LENGTH) {
            handles.add(new CarriedHandle(
                    source.getLong(at),
                    source.getLong(at + WORD_OFFSET),
                    source.getInt(at + KIND_OFFSET),
                    source.getInt(at + PART_OFFSET)));
        }
        return handles;
    }
}
