package io.tandem.value.internal;

import io.tandem.value.SharedLong;

/** A long in a word of 64 bits. */
public final class LongValue extends LongWord implements SharedLong {
    LongValue(final WordMemory memory, final int index) {
        super(memory, index);
    }

    /** {@return options of a value of its own} */
    public static SharedLong.Builder builder() {
        return new Builder();
    }

    @Override
    public long get() {
        return bits();
    }

    @Override
    public void set(final long value) {
        bits(value);
    }

    @Override
    public long getPlain() {
        return plainBits();
    }

    @Override
    public void setPlain(final long value) {
        plainBits(value);
    }

    @Override
    public long getOpaque() {
        return opaqueBits();
    }

    @Override
    public void setOpaque(final long value) {
        opaqueBits(value);
    }

    @Override
    public long getAcquire() {
        return acquireBits();
    }

    @Override
    public void setRelease(final long value) {
        releaseBits(value);
    }

    @Override
    public boolean compareAndSet(final long expected, final long update) {
        return compareAndSetBits(expected, update);
    }

    @Override
    public long compareAndExchange(final long expected, final long update) {
        return compareAndExchangeBits(expected, update);
    }

    @Override
    public long getAndSet(final long value) {
        return getAndSetBits(value);
    }

    @Override
    public long getAndAdd(final long delta) {
        return getAndAddBits(delta);
    }

    @Override
    String text() {
        return Long.toString(uncheckedBits());
    }

    private static final class Builder extends ValueBuilder<SharedLong, SharedLong.Builder>
            implements SharedLong.Builder {
        Builder() {
            super(ElementType.LONG, SharedLong.class);
        }

        @Override
        public SharedLong.Builder initialValue(final long value) {
            initialLong(value);
            return this;
        }

        @Override
        protected SharedLong.Builder self() {
            return this;
        }
    }
}
