package io.tandem.os;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/** A mapping that the JDK made; its buffers keep it alive, and it goes with the last of them. */
final class BufferMapping implements Mapping {
    private final ByteBuffer whole;
    private long address;

    BufferMapping(final ByteBuffer whole) {
        this.whole = whole;
    }

    @Override
    public long address() {
        long known = address; // written once or twice, always the same
        if (known == 0) {
            NativeLibrary.require();
            known = Pointer.nativeValue(Native.getDirectBufferPointer(whole));
            address = known;
        }
        return known;
    }

    @Override
    public long length() {
        return whole.capacity();
    }

    @Override
    public ByteBuffer buffer(final long offset, final int length) {
        Objects.checkFromIndexSize(offset, length, length());
        return whole.slice((int) offset, length).order(ByteOrder.nativeOrder());
    }
}
