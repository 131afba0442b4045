package io.tandem.value.internal;

import io.tandem.codec.internal.PlainCodec;
import io.tandem.segment.internal.Segment;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** A value of a list outside of shared memory, as one thread encodes and decodes it. */
final class ListScratch extends CellBytes {
    private final int maxBytes;
    private final PlainCodec codec;
    private final UnsafeBuffer buffer;

    ListScratch(final Segment segment, final int maxBytes) {
        super(room(maxBytes));
        this.maxBytes = maxBytes;
        codec = new PlainCodec(segment.domain(), segment.objectId());
        buffer = new UnsafeBuffer(bytes);
    }

    /** {@return bytes of a cell for values of at most so many} */
    static int room(final int maxBytes) {
        return PlainCodec.OVERHEAD + maxBytes + Long.BYTES - 1 & -Long.BYTES;
    }

    void encode(final @Nullable Object value) {
        PlainCodec.check(value);
        final int needed = codec.prepare(value);
        if (needed - PlainCodec.OVERHEAD > maxBytes) {
            throw new IllegalArgumentException("A value takes " + (needed - PlainCodec.OVERHEAD)
                    + " bytes, and a slot of this list has room for " + maxBytes
                    + ". Shorten it, or give the list more room by maxBytes(...) when it is made.");
        }
        codec.write(value, buffer);
        encoded(needed);
    }

    @Nullable
    Object decode() {
        return codec.read(buffer, length);
    }
}
