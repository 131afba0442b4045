package io.tandem.bench.ipc;

import io.tandem.bench.harness.Workplace;
import java.io.IOException;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Two of Agrona's rings in one mapped file, as somebody would use them directly: of the same capacity as a pipe's.
 *
 * @param forth from the driver to the peer.
 * @param back  from the peer to the driver.
 */
public record AgronaRings(OneToOneRingBuffer forth, OneToOneRingBuffer back) {
    /** Of each ring, in bytes. */
    static final int CAPACITY = 64 * 1024;

    private static final int RING_LENGTH = CAPACITY + RingBufferDescriptor.TRAILER_LENGTH;

    /** {@return rings in a new file} */
    public static AgronaRings create(final Workplace workplace, final String file) throws IOException {
        return of(workplace.create(file, 2 * RING_LENGTH));
    }

    /** {@return rings in a file that the other process made} */
    public static AgronaRings open(final Workplace workplace, final String file) throws IOException {
        return of(workplace.open(file));
    }

    private static AgronaRings of(final AtomicBuffer memory) {
        return new AgronaRings(ring(memory, 0), ring(memory, RING_LENGTH));
    }

    private static OneToOneRingBuffer ring(final AtomicBuffer memory, final int offset) {
        return new OneToOneRingBuffer(new UnsafeBuffer(memory, offset, RING_LENGTH));
    }
}
