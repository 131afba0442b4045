package io.tandem.value.internal;

import io.tandem.value.SharedFloat;

/** A float in a word of 32 bits. */
public final class FloatValue extends IntWord implements SharedFloat {
    FloatValue(final WordMemory memory, final int index) {
        super(memory, index);
    }

    /** {@return options of a value of its own} */
    public static SharedFloat.Builder builder() {
        return new Builder();
    }

    @Override
    public float get() {
        return Float.intBitsToFloat(bits());
    }

    @Override
    public void set(final float value) {
        bits(Float.floatToRawIntBits(value));
    }

    @Override
    public float getPlain() {
        return Float.intBitsToFloat(plainBits());
    }

    @Override
    public void setPlain(final float value) {
        plainBits(Float.floatToRawIntBits(value));
    }

    @Override
    public float getOpaque() {
        return Float.intBitsToFloat(opaqueBits());
    }

    @Override
    public void setOpaque(final float value) {
        opaqueBits(Float.floatToRawIntBits(value));
    }

    @Override
    public float getAcquire() {
        return Float.intBitsToFloat(acquireBits());
    }

    @Override
    public void setRelease(final float value) {
        releaseBits(Float.floatToRawIntBits(value));
    }

    @Override
    public boolean compareAndSet(final float expected, final float update) {
        return compareAndSetBits(Float.floatToRawIntBits(expected), Float.floatToRawIntBits(update));
    }

    @Override
    public float compareAndExchange(final float expected, final float update) {
        return Float.intBitsToFloat(
                compareAndExchangeBits(Float.floatToRawIntBits(expected), Float.floatToRawIntBits(update)));
    }

    @Override
    public float getAndSet(final float value) {
        return Float.intBitsToFloat(getAndSetBits(Float.floatToRawIntBits(value)));
    }

    @Override
    String text() {
        return Float.toString(Float.intBitsToFloat(uncheckedBits()));
    }

    private static final class Builder extends ValueBuilder<SharedFloat, SharedFloat.Builder>
            implements SharedFloat.Builder {
        Builder() {
            super(ElementType.FLOAT, SharedFloat.class);
        }

        @Override
        public SharedFloat.Builder initialValue(final float value) {
            initialInt(Float.floatToRawIntBits(value));
            return this;
        }

        @Override
        protected SharedFloat.Builder self() {
            return this;
        }
    }
}
