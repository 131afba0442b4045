package io.tandem.value.internal;

/** A word of 64 bits and what can be done with it; the faces say what the bits mean. */
abstract class LongWord extends Face {
    LongWord(final WordMemory memory, final int index) {
        super(memory, index);
    }

    /** {@return the bits, without asking whether it is open} */
    final long uncheckedBits() {
        return words.getLongVolatile(index);
    }

    final long bits() {
        final long bits = words.getLongVolatile(index);
        afterRead();
        return bits;
    }

    final void bits(final long bits) {
        beforeChange();
        words.putLongVolatile(index, bits);
    }

    final long plainBits() {
        final long bits = words.getLong(index);
        afterRead();
        return bits;
    }

    final void plainBits(final long bits) {
        beforeChange();
        words.putLong(index, bits);
    }

    final long opaqueBits() {
        final long bits = words.getLongOpaque(index);
        afterRead();
        return bits;
    }

    final void opaqueBits(final long bits) {
        beforeChange();
        words.putLongOpaque(index, bits);
    }

    final long acquireBits() {
        final long bits = words.getLongAcquire(index);
        afterRead();
        return bits;
    }

    final void releaseBits(final long bits) {
        beforeChange();
        words.putLongRelease(index, bits);
    }

    final boolean compareAndSetBits(final long expected, final long update) {
        beforeChange();
        return words.compareAndSetLong(index, expected, update);
    }

    final long compareAndExchangeBits(final long expected, final long update) {
        beforeChange();
        return words.compareAndExchangeLong(index, expected, update);
    }

    final long getAndSetBits(final long bits) {
        beforeChange();
        return words.getAndSetLong(index, bits);
    }

    final long getAndAddBits(final long delta) {
        beforeChange();
        return words.getAndAddLong(index, delta);
    }
}
