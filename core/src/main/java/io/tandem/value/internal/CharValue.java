package io.tandem.value.internal;

import io.tandem.value.SharedChar;

/** A char in a word of 32 bits. */
public final class CharValue extends IntWord implements SharedChar {
    CharValue(final WordMemory memory, final int index) {
        super(memory, index);
    }

    /** {@return options of a value of its own} */
    public static SharedChar.Builder builder() {
        return new Builder();
    }

    @Override
    public char get() {
        return (char) bits();
    }

    @Override
    public void set(final char value) {
        bits(value);
    }

    @Override
    public char getPlain() {
        return (char) plainBits();
    }

    @Override
    public void setPlain(final char value) {
        plainBits(value);
    }

    @Override
    public char getOpaque() {
        return (char) opaqueBits();
    }

    @Override
    public void setOpaque(final char value) {
        opaqueBits(value);
    }

    @Override
    public char getAcquire() {
        return (char) acquireBits();
    }

    @Override
    public void setRelease(final char value) {
        releaseBits(value);
    }

    @Override
    public boolean compareAndSet(final char expected, final char update) {
        return compareAndSetBits(expected, update);
    }

    @Override
    public char compareAndExchange(final char expected, final char update) {
        return (char) compareAndExchangeBits(expected, update);
    }

    @Override
    public char getAndSet(final char value) {
        return (char) getAndSetBits(value);
    }

    @Override
    String text() {
        return Character.toString((char) uncheckedBits());
    }

    private static final class Builder extends ValueBuilder<SharedChar, SharedChar.Builder>
            implements SharedChar.Builder {
        Builder() {
            super(ElementType.CHAR, SharedChar.class);
        }

        @Override
        public SharedChar.Builder initialValue(final char value) {
            initialInt(value);
            return this;
        }

        @Override
        protected SharedChar.Builder self() {
            return this;
        }
    }
}
