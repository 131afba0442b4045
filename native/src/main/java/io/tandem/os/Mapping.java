package io.tandem.os;

import java.nio.ByteBuffer;

/**
 * A shared, writable mapping of a file. The memory stays mapped as long as this object, or a buffer that came from
 * {@link #buffer}, can be reached; it is never pulled away under a running thread.
 */
public interface Mapping {
    /** {@return the address of the first byte} Needs the native library. */
    long address();

    /** {@return the length in bytes} */
    long length();

    /**
     * A window of the mapping.
     *
     * @param offset of its first byte.
     * @param length in bytes.
     * @return a direct buffer, in native byte order, that keeps the mapping alive.
     */
    ByteBuffer buffer(long offset, int length);
}
