package io.tandem.value.internal;

/** What a cell holds, outside of shared memory, as one thread encodes and decodes it. */
abstract class CellBytes {
    final byte[] bytes;
    int length;

    /**
     * Nothing yet.
     *
     * @param room of a cell, a multiple of 8.
     */
    CellBytes(final int room) {
        bytes = new byte[room];
    }

    /** {@return its length as it is copied} */
    final int padded() {
        return length + Long.BYTES - 1 & -Long.BYTES;
    }

    /** Takes what was encoded, so many bytes, with zeros behind it as far as it is copied. */
    final void encoded(final int newLength) {
        length = newLength;
        for (int at = newLength; at < padded(); at++) {
            bytes[at] = 0;
        }
    }
}
