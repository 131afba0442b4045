package io.tandem.os;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/** Where a direct buffer's bytes are. */
final class BufferAddress {
    private BufferAddress() {}

    static long of(final ByteBuffer buffer) {
        NativeLibrary.require();
        return Pointer.nativeValue(Native.getDirectBufferPointer(buffer));
    }
}
