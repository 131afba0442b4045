package io.tandem.value.internal;

import io.tandem.codec.internal.Pieces;
import io.tandem.os.ModuleAccess;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.object.SegmentHandle;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.AtomicBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A handle of a large piece of memory, whose pages go at once when it is closed: then its address holds memory of nobody. So reads
 * look whether it is open afterwards, and changes before, lest they be made by a closed handle, and afterwards, lest they be
 * taken for made. Where what is read goes into shared memory, no look is enough: that keeps the memory until it is done.
 *
 * <p>Positions and lengths in here are in bytes, and have been checked.
 */
abstract class RegionHandle extends SegmentHandle {
    static {
        // An array may be the first that this JVM makes of Tandem's.
        ModuleAccess.ensureInternalMisc(UnsafeApi.class.getModule());
    }

    private static final long BYTES = ElementType.BYTE.base();

    static final String READ = "read from it";
    static final String CHANGE = "change it";

    /** Of the region's first byte. Valid for as long as this handle is reachable. */
    final long address;

    private final long start;

    /**
     * Takes over an open segment.
     *
     * @param segment of the object.
     * @param start   of the region in the segment's body, which has a byte there.
     */
    RegionHandle(final Segment segment, final long start) {
        super(segment, false);
        this.start = start;
        address = segment.address(start);
    }

    /**
     * Refuses what was read of a range if any of it was read after a close. The mark is set before the memory goes: whoever has read
     * memory of nobody sees the mark, unless the look was made before the reads, which a compiler or a processor may do but for a fence.
     */
    final void checkHasRead() {
        VarHandle.acquireFence();
        checkOpen(READ);
    }

    /** The same for a range that was changed: no store may come after the look. */
    final void checkChanged() {
        VarHandle.fullFence();
        checkOpen(CHANGE);
    }

    final void copyOut(final long position, final Object target, final long offset, final long length) {
        try {
            checkOpen(READ); // or it would be a caller's array that is wiped
            Pieces.copy(null, address + position, target, offset, length);
            checkHasRead();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    final void copyIn(final Object source, final long offset, final long position, final long length) {
        try {
            checkOpen(CHANGE);
            Pieces.copy(source, offset, null, address + position, length);
            checkOpen(
                    CHANGE); // without a fence, which would take as long as a small copy: no look is moved across that
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    final void fillBytes(final long position, final long length, final byte value) {
        try {
            checkOpen(CHANGE);
            for (long done = 0; done < length; done += Pieces.LENGTH) {
                UnsafeApi.setMemory(address + position + done, Math.min(Pieces.LENGTH, length - done), value);
            }
            checkChanged();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Copies to another region, or within this one; either may be the same memory, mapped a second time. */
    final void copyAcross(final long from, final RegionHandle target, final long to, final long length) {
        enter(READ);
        try {
            target.enter(CHANGE);
            try {
                copyWithin(from, target, to, length);
            } finally {
                target.leave();
            }
        } finally {
            leave();
        }
    }

    private void copyWithin(final long from, final RegionHandle target, final long to, final long length) {
        // A copy can't know that both overlap if that memory is mapped twice.
        final boolean twice =
                target != this && target.segment().objectId() == segment().objectId();
        final byte @Nullable [] between = twice ? new byte[(int) Math.min(Pieces.LENGTH, length)] : null;
        for (long done = 0; done < length; done += Pieces.LENGTH) {
            final long piece = Math.min(Pieces.LENGTH, length - done);
            // Where both overlap, what is still to be copied must not be written over.
            final long at = to > from ? length - done - piece : done;
            if (between == null) {
                UnsafeApi.copyMemory(null, address + from + at, null, target.address + to + at, piece);
            } else {
                UnsafeApi.copyMemory(null, address + from + at, between, BYTES, piece);
                UnsafeApi.copyMemory(between, BYTES, null, target.address + to + at, piece);
            }
        }
    }

    final AtomicBuffer window(final long position, final int length) {
        final AtomicBuffer window = segment().buffer(start + position, length);
        checkOpen("view it");
        return window;
    }

    final ByteBuffer byteWindow(final long position, final int length) {
        return window(position, length).byteBuffer();
    }
}
