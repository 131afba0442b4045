package io.tandem.value.internal;

import io.tandem.segment.IncompatibleException;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Transferable;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.value.SharedBoolean;
import io.tandem.value.SharedByte;
import io.tandem.value.SharedChar;
import io.tandem.value.SharedDouble;
import io.tandem.value.SharedFloat;
import io.tandem.value.SharedInt;
import io.tandem.value.SharedLong;
import io.tandem.value.SharedShort;
import io.tandem.value.SharedValues;

/** The memory of many values, and a handle of all of them. */
public final class ValuesMemory extends WordMemory implements SharedValues {
    static final String COUNT_KEY = "count";
    static final String SLOT_KEY = "slot";

    private final int count;
    private final boolean padded;
    /** Made for a slot that came alone, and closed with it. */
    private final boolean ofOneSlot;

    private ValuesMemory(final Segment segment, final int count, final boolean padded, final boolean ofOneSlot) {
        super(segment, ValuesDescriptor.length(count, padded), ValuesDescriptor.VERSION, ValuesDescriptor.GUARD_OFFSET);
        this.count = count;
        this.padded = padded;
        this.ofOneSlot = ofOneSlot;
    }

    static ValuesMemory over(final Segment segment, final boolean ofOneSlot) {
        final long slot = segment.configuredNumber(SLOT_KEY, ValuesDescriptor.PADDED_SLOT);
        final boolean padded = slot == ValuesDescriptor.PADDED_SLOT;
        final int count = (int) segment.configuredNumber(COUNT_KEY, ValuesDescriptor.maxCount(padded));
        if (slot != ValuesDescriptor.slotLength(padded) || count < 1) {
            throw BodyVersion.unreadable(segment, null);
        }
        return new ValuesMemory(segment, count, padded, ofOneSlot);
    }

    @Override
    boolean isOfOneValue() {
        return ofOneSlot;
    }

    @Override
    String describeWithin(final int offset) {
        return "slot " + indexOf(offset) + " of " + describeWithin();
    }

    @Override
    Token token(final int offset) {
        final int index = indexOf(offset);
        final int code = words.getIntVolatile(typeOffset(offset));
        return new SlotToken(objectId(), index, code);
    }

    private int indexOf(final int offset) {
        return (offset - ValuesDescriptor.SLOTS_OFFSET) / ValuesDescriptor.slotLength(padded);
    }

    private static int typeOffset(final int slotOffset) {
        return slotOffset + ValuesDescriptor.SLOT_TYPE_OFFSET;
    }

    @Override
    public int size() {
        return count;
    }

    private <T> T slot(final int index, final ElementType type, final Class<T> handle) {
        return handle.cast(slot(index, type));
    }

    private Face slot(final int index, final ElementType type) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("There is no slot " + index + " in " + describeWithin() + ", which has "
                    + count + ": they are numbered 0 to " + (count - 1) + ".");
        }
        checkOpen("give a slot");
        final int offset = ValuesDescriptor.slotOffset(index, padded);
        final int before = words.compareAndExchangeInt(typeOffset(offset), 0, type.code());
        if (before != 0 && before != type.code()) {
            throw new IncompatibleException("Slot " + index + " of " + describeWithin() + " is used as "
                    + ElementType.describe(before) + ", and was asked for as " + type.word()
                    + ". Use another slot, or the same type in all processes.");
        }
        return type.value(this, offset + ValuesDescriptor.SLOT_VALUE_OFFSET);
    }

    @Override
    public SharedLong longAt(final int index) {
        return slot(index, ElementType.LONG, SharedLong.class);
    }

    @Override
    public SharedInt intAt(final int index) {
        return slot(index, ElementType.INT, SharedInt.class);
    }

    @Override
    public SharedDouble doubleAt(final int index) {
        return slot(index, ElementType.DOUBLE, SharedDouble.class);
    }

    @Override
    public SharedFloat floatAt(final int index) {
        return slot(index, ElementType.FLOAT, SharedFloat.class);
    }

    @Override
    public SharedBoolean booleanAt(final int index) {
        return slot(index, ElementType.BOOLEAN, SharedBoolean.class);
    }

    @Override
    public SharedShort shortAt(final int index) {
        return slot(index, ElementType.SHORT, SharedShort.class);
    }

    @Override
    public SharedByte byteAt(final int index) {
        return slot(index, ElementType.BYTE, SharedByte.class);
    }

    @Override
    public SharedChar charAt(final int index) {
        return slot(index, ElementType.CHAR, SharedChar.class);
    }

    @Override
    protected Token token() {
        return new ValuesToken(objectId());
    }

    /**
     * What travels in the place of all values.
     *
     * @param objectId of their segment.
     */
    private record ValuesToken(long objectId) implements Transferable.Token {
        private static final long serialVersionUID = 1L;

        @Override
        public Object arrive(final Arrival arrival) {
            return over(arrival.attach(objectId, ObjectKind.VALUES), false);
        }
    }

    /**
     * What travels in the place of one of them.
     *
     * @param objectId of their segment.
     * @param index    of the slot.
     * @param type     code of its type.
     */
    private record SlotToken(long objectId, int index, int type) implements Transferable.Token {
        private static final long serialVersionUID = 1L;

        @Override
        public Object arrive(final Arrival arrival) {
            return over(arrival.attach(objectId, ObjectKind.VALUES), true).slot(index, ElementType.of(type));
        }
    }
}
