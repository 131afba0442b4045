package io.tandem.os;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/** A mapping that the JDK made; its buffers keep it alive, and it goes with the last of them. */
final class BufferMapping implements Mapping {
    private final ByteBuffer whole;

    BufferMapping(final ByteBuffer whole) {
        this.whole = whole;
    }

    @Override
    public long address() {
        return BufferAddress.of(whole);
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
