package io.tandem.value.internal;

import io.tandem.segment.Domain;
import io.tandem.segment.IncompatibleException;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Transferable;
import io.tandem.value.SharedMemory;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.agrona.concurrent.AtomicBuffer;

/** A handle of memory of no other kind. */
public final class MemoryHandle extends RegionHandle implements SharedMemory {
    private final long size;

    MemoryHandle(final Segment segment) {
        super(segment, 0);
        size = segment.bodyLength();
        final String said = segment.configuration().get(MemoryBuilder.SIZE_KEY);
        if (!Long.toString(size).equals(said)) {
            throw new IncompatibleException(describe() + " says that it has a size of " + said + ", and has " + size
                    + " bytes. Something else has written to it; delete it.");
        }
    }

    /**
     * Memory with options.
     *
     * @param size in bytes.
     * @return its options.
     */
    public static SharedMemory.Builder builder(final long size) {
        return new MemoryBuilder(size);
    }

    /**
     * Removes a name.
     *
     * @param domain it is in.
     * @param name   of memory.
     * @return false if there was none.
     */
    public static boolean delete(final Domain domain, final String name) {
        return Segment.delete(domain, name, ObjectKind.MEMORY);
    }

    @Override
    protected Token token() {
        return new MemoryToken(segment().objectId());
    }

    @Override
    public long size() {
        return size;
    }

    private long checked(final long position, final long length) {
        return Objects.checkFromIndexSize(position, length, size);
    }

    @Override
    public AtomicBuffer buffer(final long position, final int length) {
        return window(checked(position, length), length);
    }

    @Override
    public ByteBuffer byteBuffer(final long position, final int length) {
        return byteWindow(checked(position, length), length);
    }

    @Override
    public void get(final long position, final byte[] target, final int offset, final int length) {
        checked(position, length);
        Objects.checkFromIndexSize(offset, length, target.length);
        copyOut(position, target, ArrayKind.BYTE.base() + offset, length);
    }

    @Override
    public void put(final long position, final byte[] source, final int offset, final int length) {
        checked(position, length);
        Objects.checkFromIndexSize(offset, length, source.length);
        copyIn(source, ArrayKind.BYTE.base() + offset, position, length);
    }

    @Override
    public void copyTo(final long position, final SharedMemory target, final long targetPosition, final long length) {
        final MemoryHandle other = (MemoryHandle) target;
        copyAcross(checked(position, length), other, other.checked(targetPosition, length), length);
    }

    @Override
    public void fill(final long position, final long length, final byte value) {
        checked(position, length);
        fillBytes(position, length, value);
    }

    /**
     * What travels in the place of memory.
     *
     * @param objectId of its segment.
     */
    private record MemoryToken(long objectId) implements Transferable.Token {
        private static final long serialVersionUID = 1L;

        @Override
        public Object arrive(final Arrival arrival) {
            return new MemoryHandle(arrival.attach(objectId, ObjectKind.MEMORY));
        }
    }
}
