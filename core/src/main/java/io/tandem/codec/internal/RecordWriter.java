package io.tandem.codec.internal;

import static io.tandem.codec.internal.RecordLayout.ABSENT;
import static io.tandem.codec.internal.RecordLayout.LATIN1;
import static io.tandem.codec.internal.RecordLayout.NO_CONSTANT;
import static io.tandem.codec.internal.RecordLayout.PRESENT;
import static io.tandem.codec.internal.RecordLayout.UTF16;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Writes the components of one record, as the handles of its class call it. Confined to one thread at a time. */
final class RecordWriter {
    private final Scratch scratch;
    private final byte[] forms;
    private final int[] lengths;
    private long tailLength;
    private MutableDirectBuffer target = new UnsafeBuffer(new byte[0]);
    private int offset;
    private int tail;

    RecordWriter(final Scratch scratch, final int tails) {
        this.scratch = scratch;
        this.forms = new byte[tails];
        this.lengths = new int[tails];
    }

    void startMeasuring() {
        tailLength = 0;
    }

    long tailLength() {
        return tailLength;
    }

    void measureString(final int index, final @Nullable String value) {
        if (value == null) {
            measured(index, ABSENT, 0);
        } else if (Scratch.isLatin1(value)) {
            measured(index, LATIN1, value.length());
        } else {
            measured(index, UTF16, Lengths.checked((long) value.length() * Character.BYTES, String.class));
        }
    }

    void measureBytes(final int index, final byte @Nullable [] value) {
        if (value == null) {
            measured(index, ABSENT, 0);
        } else {
            measured(index, PRESENT, value.length);
        }
    }

    void measureAbsent(final int index) {
        measured(index, ABSENT, 0);
    }

    private void measured(final int index, final byte form, final int length) {
        forms[index] = form;
        lengths[index] = length;
        tailLength += length;
    }

    void startWriting(final MutableDirectBuffer buffer, final int at, final int fixedLength) {
        target = buffer;
        offset = at;
        tail = at + fixedLength;
    }

    void putBoolean(final int field, final boolean value) {
        target.putByte(offset + field, (byte) (value ? 1 : 0));
    }

    void putByte(final int field, final byte value) {
        target.putByte(offset + field, value);
    }

    void putShort(final int field, final short value) {
        target.putShort(offset + field, value);
    }

    void putChar(final int field, final char value) {
        target.putChar(offset + field, value);
    }

    void putInt(final int field, final int value) {
        target.putInt(offset + field, value);
    }

    void putLong(final int field, final long value) {
        target.putLong(offset + field, value);
    }

    void putFloat(final int field, final float value) {
        target.putFloat(offset + field, value);
    }

    void putDouble(final int field, final double value) {
        target.putDouble(offset + field, value);
    }

    @SuppressWarnings("EnumOrdinal") // the codec's name spells out the constants: both sides have the same
    void putEnum(final int field, final @Nullable Enum<?> value) {
        target.putInt(offset + field, value == null ? NO_CONSTANT : value.ordinal());
    }

    void putPresent(final int field) {
        target.putByte(offset + field, PRESENT);
    }

    /** Zeroes a field of something that is null. */
    void putAbsent(final int field, final int size) {
        for (int i = 0; i < size; i++) {
            target.putByte(offset + field + i, (byte) 0);
        }
    }

    void putString(final int field, final int presence, final int index, final @Nullable String value) {
        final byte form = forms[index];
        final int length = lengths[index];
        final int characters = form == UTF16 ? length / Character.BYTES : length;
        checkUnchanged(value == null ? form == ABSENT : form != ABSENT && value.length() == characters);
        target.putInt(offset + field, length);
        target.putByte(offset + presence, form);
        if (value == null) {
            return;
        }
        if (form == LATIN1) {
            scratch.putLatin1(value, target, tail);
        } else {
            scratch.putUtf16(value, target, tail);
        }
        tail += length;
    }

    void putBytes(final int field, final int presence, final int index, final byte @Nullable [] value) {
        final byte form = forms[index];
        final int length = lengths[index];
        checkUnchanged(value == null ? form == ABSENT : form != ABSENT && value.length == length);
        target.putInt(offset + field, length);
        target.putByte(offset + presence, form);
        if (value != null) {
            target.putBytes(tail, value, 0, length);
            tail += length;
        }
    }

    /** An accessor that returns something longer the second time would write over the next message. */
    private static void checkUnchanged(final boolean unchanged) {
        if (!unchanged) {
            throw new IllegalStateException(
                    "An accessor of a record returned one value when its message was measured"
                            + " and another when it was written. Accessors of records that are sent must always return the same.");
        }
    }
}
