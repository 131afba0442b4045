package io.tandem.value.internal;

import io.tandem.value.SharedShort;

/** A short in a word of 32 bits. */
public final class ShortValue extends IntWord implements SharedShort {
    ShortValue(final WordMemory memory, final int index) {
        super(memory, index);
    }

    /** {@return options of a value of its own} */
    public static SharedShort.Builder builder() {
        return new Builder();
    }

    @Override
    public short get() {
        return (short) bits();
    }

    @Override
    public void set(final short value) {
        bits(value);
    }

    @Override
    public short getPlain() {
        return (short) plainBits();
    }

    @Override
    public void setPlain(final short value) {
        plainBits(value);
    }

    @Override
    public short getOpaque() {
        return (short) opaqueBits();
    }

    @Override
    public void setOpaque(final short value) {
        opaqueBits(value);
    }

    @Override
    public short getAcquire() {
        return (short) acquireBits();
    }

    @Override
    public void setRelease(final short value) {
        releaseBits(value);
    }

    @Override
    public boolean compareAndSet(final short expected, final short update) {
        return compareAndSetBits(expected, update);
    }

    @Override
    public short compareAndExchange(final short expected, final short update) {
        return (short) compareAndExchangeBits(expected, update);
    }

    @Override
    public short getAndSet(final short value) {
        return (short) getAndSetBits(value);
    }

    @Override
    String text() {
        return Short.toString((short) uncheckedBits());
    }

    private static final class Builder extends ValueBuilder<SharedShort, SharedShort.Builder>
            implements SharedShort.Builder {
        Builder() {
            super(ElementType.SHORT, SharedShort.class);
        }

        @Override
        public SharedShort.Builder initialValue(final short value) {
            initialInt(value);
            return this;
        }

        @Override
        protected SharedShort.Builder self() {
            return this;
        }
    }
}
