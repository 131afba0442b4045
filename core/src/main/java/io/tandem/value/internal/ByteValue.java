package io.tandem.value.internal;

import io.tandem.value.SharedByte;

/** A byte in a word of 32 bits. */
public final class ByteValue extends IntWord implements SharedByte {
    ByteValue(final WordMemory memory, final int index) {
        super(memory, index);
    }

    /** {@return options of a value of its own} */
    public static SharedByte.Builder builder() {
        return new Builder();
    }

    @Override
    public byte get() {
        return (byte) bits();
    }

    @Override
    public void set(final byte value) {
        bits(value);
    }

    @Override
    public byte getPlain() {
        return (byte) plainBits();
    }

    @Override
    public void setPlain(final byte value) {
        plainBits(value);
    }

    @Override
    public byte getOpaque() {
        return (byte) opaqueBits();
    }

    @Override
    public void setOpaque(final byte value) {
        opaqueBits(value);
    }

    @Override
    public byte getAcquire() {
        return (byte) acquireBits();
    }

    @Override
    public void setRelease(final byte value) {
        releaseBits(value);
    }

    @Override
    public boolean compareAndSet(final byte expected, final byte update) {
        return compareAndSetBits(expected, update);
    }

    @Override
    public byte compareAndExchange(final byte expected, final byte update) {
        return (byte) compareAndExchangeBits(expected, update);
    }

    @Override
    public byte getAndSet(final byte value) {
        return (byte) getAndSetBits(value);
    }

    @Override
    String text() {
        return Byte.toString((byte) uncheckedBits());
    }

    private static final class Builder extends ValueBuilder<SharedByte, SharedByte.Builder>
            implements SharedByte.Builder {
        Builder() {
            super(ElementType.BYTE, SharedByte.class);
        }

        @Override
        public SharedByte.Builder initialValue(final byte value) {
            initialInt(value);
            return this;
        }

        @Override
        protected SharedByte.Builder self() {
            return this;
        }
    }
}
