package io.tandem.value.internal;

import io.tandem.segment.IncompatibleException;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Transferable;

/** The memory of one value. */
final class SingleMemory extends WordMemory {
    static final String TYPE_KEY = "type";

    private final ElementType type;

    SingleMemory(final Segment segment, final ElementType type) {
        super(segment, ValueDescriptor.LENGTH, ValueDescriptor.VERSION, ValueDescriptor.GUARD_OFFSET);
        this.type = type;
        final String found = segment.configuration().get(TYPE_KEY);
        if (!type.word().equals(found)) {
            throw new IncompatibleException(describe() + " holds a value of type " + found + ", and was asked for as "
                    + type.word() + ". Ask for what is there, or " + segment.deletion() + ".");
        }
    }

    Face face() {
        return type.value(this, ValueDescriptor.VALUE_OFFSET);
    }

    @Override
    String describeWithin(final int offset) {
        return describeWithin();
    }

    @Override
    boolean isOfOneValue() {
        return true;
    }

    @Override
    protected Token token() {
        return new ValueToken(objectId(), type);
    }

    @Override
    Token token(final int offset) {
        return token();
    }

    /**
     * What travels in the place of a value.
     *
     * @param objectId of its segment.
     * @param type     of the value.
     */
    private record ValueToken(long objectId, ElementType type) implements Transferable.Token {
        private static final long serialVersionUID = 1L;

        @Override
        public Object arrive(final Arrival arrival) {
            return new SingleMemory(arrival.attach(objectId, ObjectKind.VALUE), type).face();
        }
    }
}
