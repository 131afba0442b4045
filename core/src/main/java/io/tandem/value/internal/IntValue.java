package io.tandem.value.internal;

import io.tandem.value.SharedInt;

/** An int in a word of 32 bits. */
public final class IntValue extends IntWord implements SharedInt {
    IntValue(final WordMemory memory, final int index) {
        super(memory, index);
    }

    /** {@return options of a value of its own} */
    public static SharedInt.Builder builder() {
        return new Builder();
    }

    @Override
    public int get() {
        return bits();
    }

    @Override
    public void set(final int value) {
        bits(value);
    }

    @Override
    public int getPlain() {
        return plainBits();
    }

    @Override
    public void setPlain(final int value) {
        plainBits(value);
    }

    @Override
    public int getOpaque() {
        return opaqueBits();
    }

    @Override
    public void setOpaque(final int value) {
        opaqueBits(value);
    }

    @Override
    public int getAcquire() {
        return acquireBits();
    }

    @Override
    public void setRelease(final int value) {
        releaseBits(value);
    }

    @Override
    public boolean compareAndSet(final int expected, final int update) {
        return compareAndSetBits(expected, update);
    }

    @Override
    public int compareAndExchange(final int expected, final int update) {
        return compareAndExchangeBits(expected, update);
    }

    @Override
    public int getAndSet(final int value) {
        return getAndSetBits(value);
    }

    @Override
    public int getAndAdd(final int delta) {
        return getAndAddBits(delta);
    }

    @Override
    String text() {
        return Integer.toString(uncheckedBits());
    }

    private static final class Builder extends ValueBuilder<SharedInt, SharedInt.Builder> implements SharedInt.Builder {
        Builder() {
            super(ElementType.INT, SharedInt.class);
        }

        @Override
        public SharedInt.Builder initialValue(final int value) {
            initialInt(value);
            return this;
        }

        @Override
        protected SharedInt.Builder self() {
            return this;
        }
    }
}
