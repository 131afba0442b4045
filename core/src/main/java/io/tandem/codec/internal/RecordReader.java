package io.tandem.codec.internal;

import static io.tandem.codec.internal.RecordLayout.ABSENT;
import static io.tandem.codec.internal.RecordLayout.NO_CONSTANT;
import static io.tandem.codec.internal.RecordLayout.PRESENT;
import static io.tandem.codec.internal.RecordLayout.UTF16;

import io.tandem.codec.CorruptMessageException;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the components of one record, as the handles of its class call it. Every length is read once, checked against the
 * message, and kept. Confined to one thread at a time.
 */
final class RecordReader {
    private final Scratch scratch;
    private final Class<?> type;
    private final int fixedLength;
    private final int[] lengthFields;
    private final int[] formFields;
    private final boolean[] strings;
    private final byte[] forms;
    private final int[] starts;
    private final int[] lengths;
    private DirectBuffer source = new UnsafeBuffer(new byte[0]);
    private int offset;

    RecordReader(final Scratch scratch, final Class<?> type, final RecordLayout layout) {
        final List<RecordLayout.Node> tails = layout.tails();
        final int count = tails.size();
        this.scratch = scratch;
        this.type = type;
        this.fixedLength = layout.fixedLength();
        this.lengthFields =
                tails.stream().mapToInt(RecordLayout.Node::valueOffset).toArray();
        this.formFields =
                tails.stream().mapToInt(RecordLayout.Node::presenceOffset).toArray();
        this.strings = new boolean[count];
        for (int i = 0; i < count; i++) {
            strings[i] = tails.get(i).form() == RecordLayout.Form.STRING;
        }
        this.forms = new byte[count];
        this.starts = new int[count];
        this.lengths = new int[count];
    }

    /** Checks that the message is exactly as long as its fixed part and its tails say. */
    void start(final DirectBuffer buffer, final int at, final int length) {
        Lengths.checkRange(buffer, at, length);
        if (length < fixedLength) {
            throw new CorruptMessageException("A message of " + length + " bytes is too short for a "
                    + type.getTypeName() + ", whose fixed part takes " + fixedLength + ".");
        }
        final int end = at + length;
        int position = at + fixedLength;
        for (int i = 0; i < forms.length; i++) {
            final byte form = buffer.getByte(at + formFields[i]);
            final int bytes = buffer.getInt(at + lengthFields[i]);
            final boolean plausible = form >= ABSENT
                    && form <= (strings[i] ? UTF16 : PRESENT)
                    && bytes >= 0
                    && bytes <= end - position
                    && (form != ABSENT || bytes == 0)
                    && (form != UTF16 || bytes % Character.BYTES == 0);
            if (!plausible) {
                throw new CorruptMessageException("A message of " + length + " bytes, a " + type.getTypeName()
                        + ", says that its part " + i + " has the form " + form + " and takes " + bytes
                        + " bytes, where " + (end - position) + " are left.");
            }
            forms[i] = form;
            lengths[i] = bytes;
            starts[i] = position;
            position += bytes;
        }
        if (position != end) {
            throw new CorruptMessageException("A message of " + length + " bytes, a " + type.getTypeName() + ", has "
                    + (end - position) + " bytes too many.");
        }
        source = buffer;
        offset = at;
    }

    boolean getBoolean(final int field) {
        return source.getByte(offset + field) != 0;
    }

    byte getByte(final int field) {
        return source.getByte(offset + field);
    }

    short getShort(final int field) {
        return source.getShort(offset + field);
    }

    char getChar(final int field) {
        return source.getChar(offset + field);
    }

    int getInt(final int field) {
        return source.getInt(offset + field);
    }

    long getLong(final int field) {
        return source.getLong(offset + field);
    }

    float getFloat(final int field) {
        return source.getFloat(offset + field);
    }

    double getDouble(final int field) {
        return source.getDouble(offset + field);
    }

    boolean isPresent(final int field) {
        final byte form = source.getByte(offset + field);
        if (form != PRESENT && form != ABSENT) {
            throw new CorruptMessageException(
                    "A message, a " + type.getTypeName() + ", has a component of the unknown form " + form + ".");
        }
        return form == PRESENT;
    }

    @Nullable
    Enum<?> getEnum(final int field, final Enum<?>[] constants) {
        final int ordinal = source.getInt(offset + field);
        if (ordinal == NO_CONSTANT) {
            return null;
        }
        if (ordinal < 0 || ordinal >= constants.length) {
            throw new CorruptMessageException("A message, a " + type.getTypeName() + ", names constant " + ordinal
                    + " of an enum that has " + constants.length + ".");
        }
        return constants[ordinal];
    }

    @Nullable
    String getString(final int index) {
        return switch (forms[index]) {
            case ABSENT -> null;
            case UTF16 -> scratch.getUtf16(source, starts[index], lengths[index] / Character.BYTES);
            default -> scratch.getLatin1(source, starts[index], lengths[index]);
        };
    }

    byte @Nullable [] getBytes(final int index) {
        if (forms[index] == ABSENT) {
            return null;
        }
        return PrimitiveArray.bytes(source, starts[index], lengths[index]);
    }
}
