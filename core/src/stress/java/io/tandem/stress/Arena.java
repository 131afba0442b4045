package io.tandem.stress;

import io.tandem.segment.internal.SharedBuffers;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.AtomicBuffer;

/** Words outside the heap for what needs no segment, in slots of {@link #SLOT} bytes that are used again. */
public final class Arena {
    /** Bytes of a slot: two hot words, 128 bytes apart. */
    public static final int SLOT = 256;

    private static final int SLOTS = 4096;
    private static final AtomicBuffer MEMORY =
            SharedBuffers.wrap(ByteBuffer.allocateDirect((SLOTS + 1) * SLOT).alignedSlice(SLOT));
    private static final AtomicInteger NEXT = new AtomicInteger();

    private Arena() {}

    /** {@return all slots} */
    public static AtomicBuffer memory() {
        return MEMORY;
    }

    /** {@return where a slot of zeros begins} */
    public static int slot() {
        final int slot = (NEXT.getAndIncrement() & Integer.MAX_VALUE) % SLOTS * SLOT;
        MEMORY.setMemory(slot, SLOT, (byte) 0);
        return slot;
    }
}
