package io.tandem.value.internal;

import io.tandem.value.SharedBoolean;

/** A boolean in a word of 32 bits. */
public final class BooleanValue extends IntWord implements SharedBoolean {
    BooleanValue(final WordMemory memory, final int index) {
        super(memory, index);
    }

    /** {@return options of a value of its own} */
    public static SharedBoolean.Builder builder() {
        return new Builder();
    }

    @Override
    public boolean get() {
        return bits() != 0;
    }

    @Override
    public void set(final boolean value) {
        bits(value ? 1 : 0);
    }

    @Override
    public boolean getPlain() {
        return plainBits() != 0;
    }

    @Override
    public void setPlain(final boolean value) {
        plainBits(value ? 1 : 0);
    }

    @Override
    public boolean getOpaque() {
        return opaqueBits() != 0;
    }

    @Override
    public void setOpaque(final boolean value) {
        opaqueBits(value ? 1 : 0);
    }

    @Override
    public boolean getAcquire() {
        return acquireBits() != 0;
    }

    @Override
    public void setRelease(final boolean value) {
        releaseBits(value ? 1 : 0);
    }

    @Override
    public boolean compareAndSet(final boolean expected, final boolean update) {
        return compareAndSetBits(expected ? 1 : 0, update ? 1 : 0);
    }

    @Override
    public boolean compareAndExchange(final boolean expected, final boolean update) {
        return compareAndExchangeBits(expected ? 1 : 0, update ? 1 : 0) != 0;
    }

    @Override
    public boolean getAndSet(final boolean value) {
        return getAndSetBits(value ? 1 : 0) != 0;
    }

    @Override
    String text() {
        return Boolean.toString(uncheckedBits() != 0);
    }

    private static final class Builder extends ValueBuilder<SharedBoolean, SharedBoolean.Builder>
            implements SharedBoolean.Builder {
        Builder() {
            super(ElementType.BOOLEAN, SharedBoolean.class);
        }

        @Override
        public SharedBoolean.Builder initialValue(final boolean value) {
            initialInt(value ? 1 : 0);
            return this;
        }

        @Override
        protected SharedBoolean.Builder self() {
            return this;
        }
    }
}
