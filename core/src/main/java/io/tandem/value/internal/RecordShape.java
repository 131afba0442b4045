package io.tandem.value.internal;

import io.tandem.codec.internal.Codecs;
import io.tandem.codec.internal.RecordSpace;
import io.tandem.segment.IncompatibleException;
import io.tandem.segment.internal.Segment;
import java.util.Map;

/**
 * What all handles of a shared record must agree on.
 *
 * @param <R>       type of the record.
 * @param type      of the record.
 * @param maxLength of each of its strings.
 * @param space     that it takes.
 */
record RecordShape<R>(Class<R> type, int maxLength, RecordSpace space) {
    static final int MOST_BYTES = 1 << 28;

    private static final String TYPE_KEY = "type";
    private static final String STRINGS_KEY = "strings";

    static <R> RecordShape<R> of(final Class<R> type, final int maxLength) {
        final RecordSpace space = RecordSpace.of(type, maxLength);
        if (space.bytes() > MOST_BYTES) {
            throw new IllegalArgumentException("Records of type " + type.getTypeName() + " with strings of " + maxLength
                    + " characters take " + space.bytes() + " bytes, and a shared one at most " + MOST_BYTES
                    + ". Use a smaller maxStringLength(...).");
        }
        return new RecordShape<>(type, maxLength, space);
    }

    /** That of one which exists: it may have other lengths, if its configuration was adopted. */
    RecordShape<R> in(final Segment segment) {
        final String found = segment.configuration().getOrDefault(STRINGS_KEY, "none");
        if (found.equals(Integer.toString(maxLength))) {
            return this;
        }
        try {
            return of(type, Integer.parseUnsignedInt(found));
        } catch (final IllegalArgumentException e) {
            throw new IncompatibleException(
                    "The object " + segment.objectId() + " has the configuration " + segment.configuration()
                            + ". That is no shared record of this library; delete it.",
                    e);
        }
    }

    /** {@return bytes of the longest record, a multiple of 8} */
    int room() {
        return (int) (space.bytes() + Long.BYTES - 1) & -Long.BYTES;
    }

    Map<String, String> configuration() {
        return Map.of(
                TYPE_KEY, Codecs.create(type, null).name(),
                STRINGS_KEY, Integer.toString(maxLength));
    }
}
