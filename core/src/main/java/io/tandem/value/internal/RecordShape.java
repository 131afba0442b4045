package io.tandem.value.internal;

import io.tandem.codec.internal.Codecs;
import io.tandem.codec.internal.RecordSpace;
import io.tandem.segment.IncompatibleException;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.object.BodyVersion;
import java.util.Map;
import java.util.Objects;

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

    /** The same for other strings. */
    RecordShape<R> withMaxLength(final int length) {
        if (length < 0) {
            throw new IllegalArgumentException(
                    "Strings can't have " + length + " characters at most: it must be 0 or more.");
        }
        return of(type, length);
    }

    /** That of one which exists: its strings may have other lengths, if its configuration was adopted, and not another type. */
    RecordShape<R> in(final Segment segment) {
        final String asked = configuration().get(TYPE_KEY);
        final String found = segment.configuration().get(TYPE_KEY);
        if (!Objects.equals(found, asked)) {
            throw new IncompatibleException(segment.describe() + " holds values of type " + found
                    + ", and was asked for as one of " + asked
                    + ". Ask for what is there, use the same version of that class on both sides, or "
                    + segment.deletion() + ".");
        }
        final int strings = (int) BodyVersion.requireNumber(segment, STRINGS_KEY, Integer.MAX_VALUE);
        if (strings == maxLength) {
            return this;
        }
        try {
            return of(type, strings);
        } catch (final IllegalArgumentException e) {
            throw BodyVersion.unreadable(segment, e);
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
