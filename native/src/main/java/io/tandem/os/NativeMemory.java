package io.tandem.os;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/** Zeroed C memory for the arguments of one call; freed by {@link #close}, whatever the garbage collector does. */
final class NativeMemory implements AutoCloseable {
    private final long address;
    private final ByteBuffer bytes;
    private int used;

    NativeMemory(final int size) {
        address = Native.malloc(size);
        if (address == 0) {
            throw Failures.of("malloc", null, Errno.ENOMEM);
        }
        final Pointer pointer = new Pointer(address);
        pointer.clear(size);
        bytes = pointer.getByteBuffer(0, size);
    }

    long address() {
        return address;
    }

    /** The bytes, in native order. Never keep it. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** Takes the next bytes, at a multiple of 16. Returns their offset. */
    int take(final int size) {
        final int offset = used;
        used = offset + ((size + 15) & -16);
        if (used > bytes.capacity()) {
            throw new IllegalStateException("Took " + used + " bytes of " + bytes.capacity() + ".");
        }
        return offset;
    }

    /** Copies a string with its closing NUL behind what was taken. Returns its address. */
    long string(final byte[] text) {
        final int offset = take(text.length + 1);
        bytes.put(offset, text);
        return address + offset;
    }

    /** A copy of a path as C reads it. */
    static NativeMemory ofPath(final String path) {
        final byte[] text = NativeText.encode(path, "path");
        final NativeMemory memory = new NativeMemory(((text.length + 1) + 15) & -16);
        memory.string(text);
        return memory;
    }

    @Override
    public void close() {
        Native.free(address);
    }
}
