package io.tandem.value.internal;

import io.tandem.value.SharedDouble;

/** A double in a word of 64 bits. */
public final class DoubleValue extends LongWord implements SharedDouble {
    DoubleValue(final WordMemory memory, final int index) {
        super(memory, index);
    }

    /** {@return options of a value of its own} */
    public static SharedDouble.Builder builder() {
        return new Builder();
    }

    @Override
    public double get() {
        return Double.longBitsToDouble(bits());
    }

    @Override
    public void set(final double value) {
        bits(Double.doubleToRawLongBits(value));
    }

    @Override
    public double getPlain() {
        return Double.longBitsToDouble(plainBits());
    }

    @Override
    public void setPlain(final double value) {
        plainBits(Double.doubleToRawLongBits(value));
    }

    @Override
    public double getOpaque() {
        return Double.longBitsToDouble(opaqueBits());
    }

    @Override
    public void setOpaque(final double value) {
        opaqueBits(Double.doubleToRawLongBits(value));
    }

    @Override
    public double getAcquire() {
        return Double.longBitsToDouble(acquireBits());
    }

    @Override
    public void setRelease(final double value) {
        releaseBits(Double.doubleToRawLongBits(value));
    }

    @Override
    public boolean compareAndSet(final double expected, final double update) {
        return compareAndSetBits(Double.doubleToRawLongBits(expected), Double.doubleToRawLongBits(update));
    }

    @Override
    public double compareAndExchange(final double expected, final double update) {
        return Double.longBitsToDouble(
                compareAndExchangeBits(Double.doubleToRawLongBits(expected), Double.doubleToRawLongBits(update)));
    }

    @Override
    public double getAndSet(final double value) {
        return Double.longBitsToDouble(getAndSetBits(Double.doubleToRawLongBits(value)));
    }

    @Override
    String text() {
        return Double.toString(Double.longBitsToDouble(uncheckedBits()));
    }

    private static final class Builder extends ValueBuilder<SharedDouble, SharedDouble.Builder>
            implements SharedDouble.Builder {
        Builder() {
            super(ElementType.DOUBLE, SharedDouble.class);
        }

        @Override
        public SharedDouble.Builder initialValue(final double value) {
            initialLong(Double.doubleToRawLongBits(value));
            return this;
        }

        @Override
        protected SharedDouble.Builder self() {
            return this;
        }
    }
}
