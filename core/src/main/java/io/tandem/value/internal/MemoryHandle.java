package io.tandem.value.internal;

import io.tandem.segment.IncompatibleException;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Transferable;
import io.tandem.value.SharedMemory;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.agrona.UnsafeApi;
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
                    + " bytes. Something else has written to it; " + segment.deletion() + ".");
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

    /** Address of a number that lies within. */
    private long at(final long position, final int bytes) {
        return address + checked(position, bytes);
    }

    /** Address of a number that lies within, and that the machine reads and writes in one step. */
    private long alignedAt(final long position, final int bytes) {
        final long at = at(position, bytes);
        if ((position & bytes - 1) != 0) {
            throw misaligned(position, bytes);
        }
        return at;
    }

    private IllegalArgumentException misaligned(final long position, final int bytes) {
        return new IllegalArgumentException(
                "Position " + position + " in " + describeWithin()
                        + " isn't a multiple of " + bytes + ", where " + bytes
                        + " bytes can be read and changed in one step. Place the number at such a position, or use plain get and put.");
    }

    // Numbers are little-endian in the file, and so are all machines that the native library exists for.

    @Override
    public byte getByte(final long position) {
        final byte value = UnsafeApi.getByte(at(position, Byte.BYTES));
        checkOpen(READ);
        return value;
    }

    @Override
    public void putByte(final long position, final byte value) {
        final long at = at(position, Byte.BYTES);
        checkOpen(CHANGE);
        UnsafeApi.putByte(at, value);
        checkOpen(CHANGE);
    }

    @Override
    public short getShort(final long position) {
        final short value = UnsafeApi.getShort(at(position, Short.BYTES));
        checkOpen(READ);
        return value;
    }

    @Override
    public void putShort(final long position, final short value) {
        final long at = at(position, Short.BYTES);
        checkOpen(CHANGE);
        UnsafeApi.putShort(at, value);
        checkOpen(CHANGE);
    }

    @Override
    public char getChar(final long position) {
        final char value = UnsafeApi.getChar(at(position, Character.BYTES));
        checkOpen(READ);
        return value;
    }

    @Override
    public void putChar(final long position, final char value) {
        final long at = at(position, Character.BYTES);
        checkOpen(CHANGE);
        UnsafeApi.putChar(at, value);
        checkOpen(CHANGE);
    }

    @Override
    public int getInt(final long position) {
        final int value = UnsafeApi.getInt(at(position, Integer.BYTES));
        checkOpen(READ);
        return value;
    }

    @Override
    public void putInt(final long position, final int value) {
        final long at = at(position, Integer.BYTES);
        checkOpen(CHANGE);
        UnsafeApi.putInt(at, value);
        checkOpen(CHANGE);
    }

    @Override
    public float getFloat(final long position) {
        final float value = UnsafeApi.getFloat(at(position, Float.BYTES));
        checkOpen(READ);
        return value;
    }

    @Override
    public void putFloat(final long position, final float value) {
        final long at = at(position, Float.BYTES);
        checkOpen(CHANGE);
        UnsafeApi.putFloat(at, value);
        checkOpen(CHANGE);
    }

    @Override
    public long getLong(final long position) {
        final long value = UnsafeApi.getLong(at(position, Long.BYTES));
        checkOpen(READ);
        return value;
    }

    @Override
    public void putLong(final long position, final long value) {
        final long at = at(position, Long.BYTES);
        checkOpen(CHANGE);
        UnsafeApi.putLong(at, value);
        checkOpen(CHANGE);
    }

    @Override
    public double getDouble(final long position) {
        final double value = UnsafeApi.getDouble(at(position, Double.BYTES));
        checkOpen(READ);
        return value;
    }

    @Override
    public void putDouble(final long position, final double value) {
        final long at = at(position, Double.BYTES);
        checkOpen(CHANGE);
        UnsafeApi.putDouble(at, value);
        checkOpen(CHANGE);
    }

    @Override
    public int getIntVolatile(final long position) {
        final int value = UnsafeApi.getIntVolatile(null, alignedAt(position, Integer.BYTES));
        checkOpen(READ);
        return value;
    }

    @Override
    public void putIntVolatile(final long position, final int value) {
        final long at = alignedAt(position, Integer.BYTES);
        checkOpen(CHANGE);
        UnsafeApi.putIntVolatile(null, at, value);
        checkOpen(CHANGE);
    }

    @Override
    public boolean compareAndSetInt(final long position, final int expected, final int update) {
        final long at = alignedAt(position, Integer.BYTES);
        checkOpen(CHANGE);
        final boolean set = UnsafeApi.compareAndSetInt(null, at, expected, update);
        checkOpen(CHANGE);
        return set;
    }

    @Override
    public int compareAndExchangeInt(final long position, final int expected, final int update) {
        final long at = alignedAt(position, Integer.BYTES);
        checkOpen(CHANGE);
        final int found = UnsafeApi.compareAndExchangeInt(null, at, expected, update);
        checkOpen(CHANGE);
        return found;
    }

    @Override
    public int getAndAddInt(final long position, final int delta) {
        final long at = alignedAt(position, Integer.BYTES);
        checkOpen(CHANGE);
        final int before = UnsafeApi.getAndAddInt(null, at, delta);
        checkOpen(CHANGE);
        return before;
    }

    @Override
    public long getLongVolatile(final long position) {
        final long value = UnsafeApi.getLongVolatile(null, alignedAt(position, Long.BYTES));
        checkOpen(READ);
        return value;
    }

    @Override
    public void putLongVolatile(final long position, final long value) {
        final long at = alignedAt(position, Long.BYTES);
        checkOpen(CHANGE);
        UnsafeApi.putLongVolatile(null, at, value);
        checkOpen(CHANGE);
    }

    @Override
    public boolean compareAndSetLong(final long position, final long expected, final long update) {
        final long at = alignedAt(position, Long.BYTES);
        checkOpen(CHANGE);
        final boolean set = UnsafeApi.compareAndSetLong(null, at, expected, update);
        checkOpen(CHANGE);
        return set;
    }

    @Override
    public long compareAndExchangeLong(final long position, final long expected, final long update) {
        final long at = alignedAt(position, Long.BYTES);
        checkOpen(CHANGE);
        final long found = UnsafeApi.compareAndExchangeLong(null, at, expected, update);
        checkOpen(CHANGE);
        return found;
    }

    @Override
    public long getAndAddLong(final long position, final long delta) {
        final long at = alignedAt(position, Long.BYTES);
        checkOpen(CHANGE);
        final long before = UnsafeApi.getAndAddLong(null, at, delta);
        checkOpen(CHANGE);
        return before;
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
        copyOut(position, target, ElementType.BYTE.base() + offset, length);
    }

    @Override
    public void put(final long position, final byte[] source, final int offset, final int length) {
        checked(position, length);
        Objects.checkFromIndexSize(offset, length, source.length);
        copyIn(source, ElementType.BYTE.base() + offset, position, length);
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
