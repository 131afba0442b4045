package io.tandem.value.internal;

/** A word of 32 bits and what can be done with it; the faces say what the bits mean. */
abstract class IntWord extends Face {
    IntWord(final WordMemory memory, final int index) {
        super(memory, index);
    }

    /** {@return the bits, without asking whether it is open} */
    final int uncheckedBits() {
        return words.getIntVolatile(index);
    }

    final int bits() {
        final int bits = words.getIntVolatile(index);
        afterRead();
        return bits;
    }

    final void bits(final int bits) {
        beforeChange();
        words.putIntVolatile(index, bits);
    }

    final int plainBits() {
        final int bits = words.getInt(index);
        afterRead();
        return bits;
    }

    final void plainBits(final int bits) {
        beforeChange();
        words.putInt(index, bits);
    }

    final int opaqueBits() {
        final int bits = words.getIntOpaque(index);
        afterRead();
        return bits;
    }

    final void opaqueBits(final int bits) {
        beforeChange();
        words.putIntOpaque(index, bits);
    }

    final int acquireBits() {
        final int bits = words.getIntAcquire(index);
        afterRead();
        return bits;
    }

    final void releaseBits(final int bits) {
        beforeChange();
        words.putIntRelease(index, bits);
    }

    final boolean compareAndSetBits(final int expected, final int update) {
        beforeChange();
        return words.compareAndSetInt(index, expected, update);
    }

    final int compareAndExchangeBits(final int expected, final int update) {
        beforeChange();
        return words.compareAndExchangeInt(index, expected, update);
    }

    final int getAndSetBits(final int bits) {
        beforeChange();
        return words.getAndSetInt(index, bits);
    }

    final int getAndAddBits(final int delta) {
        beforeChange();
        return words.getAndAddInt(index, delta);
    }
}
