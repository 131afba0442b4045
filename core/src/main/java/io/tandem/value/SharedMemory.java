package io.tandem.value;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.value.internal.MemoryHandle;
import java.nio.ByteBuffer;
import org.agrona.concurrent.AtomicBuffer;

/**
 * A piece of memory that processes share, for layouts of your own. Positions are {@code long}, in bytes, from 0 to below
 * {@link #size()}; it may be larger than 2 GiB. All positions and ranges are checked: {@link IndexOutOfBoundsException}.
 *
 * <pre>{@code
 * try (SharedMemory memory = SharedMemory.builder(1 << 20).name("picture").openOrCreate()) {
 *     memory.putDouble(16, 1.5);
 *     memory.getAndAddLong(8, 1);
 *     memory.buffer(0, 4096).putStringUtf8(32, "more by a view");
 * }
 * }</pre>
 *
 * <p><b>Memory.</b> Space is really allocated when it is made, and is zeroed; where there is no room, it is refused
 * ({@link io.tandem.segment.OutOfSpaceException}). {@link io.tandem.segment.MemoryOption#SPARSE} gives that up.
 *
 * <p><b>Numbers</b> may stand at any position, and are little-endian (as the machines are that Tandem runs on), so that any other
 * language reads them. {@code getInt}, {@code putLong} and their like promise no order between threads or processes; whoever reads
 * meanwhile sees all bytes of a change or none where the position is a multiple of the number's size, and maybe some of them elsewhere. The volatile and atomic operations on {@code int} and {@code long} need such a position, and say so
 * by an {@link IllegalArgumentException}.
 *
 * <p><b>Order.</b> Copies and fills promise no order between threads or processes, and aren't atomic. A view has more atomic and ordered
 * operations ({@link AtomicBuffer}); a process that is killed leaves what its last instruction did.
 *
 * <p><b>Closing</b> gives the memory of this handle back at once, even while other threads use it. What they call from then on throws
 * {@link IllegalStateException}; what was under way at that moment may throw it or not, and what has been copied to the heap by a call that throws it may be anything. A copy to other
 * shared memory keeps both memories until it is over. Views are harmless memory from then on, which
 * nobody shares.
 *
 * <p>Safe for threads and processes. Handles travel inside lambdas and messages.
 */
public interface SharedMemory extends SharedObject {
    /**
     * Memory without a name, in the current domain, all 0.
     *
     * @param sizeBytes 1 or more.
     * @return a handle.
     */
    static SharedMemory create(final long sizeBytes) {
        return builder(sizeBytes).create();
    }

    /**
     * Memory with options.
     *
     * @param sizeBytes 1 or more.
     * @return its options.
     */
    static Builder builder(final long sizeBytes) {
        return MemoryHandle.builder(sizeBytes);
    }

    /**
     * Removes a name from the current domain; users of the memory go on.
     *
     * @param name of memory.
     * @return false if there was none.
     */
    static boolean delete(final String name) {
        return delete(Domain.current(), name);
    }

    /**
     * Removes a name; users of the memory go on.
     *
     * @param domain it is in.
     * @param name   of memory.
     * @return false if there was none.
     */
    static boolean delete(final Domain domain, final String name) {
        return Segment.delete(domain, name, ObjectKind.MEMORY);
    }

    /** {@return the number of bytes, exactly as asked for} Known even when the handle is closed. */
    long size();

    /**
     * Reads a {@code byte}.
     *
     * @param position of its byte.
     * @return its value.
     */
    byte getByte(long position);

    /**
     * Writes a {@code byte}.
     *
     * @param position of its byte.
     * @param value    new.
     */
    void putByte(long position, byte value);

    /**
     * Reads a {@code short}, little-endian.
     *
     * @param position of its first byte.
     * @return its value.
     */
    short getShort(long position);

    /**
     * Writes a {@code short}, little-endian.
     *
     * @param position of its first byte.
     * @param value    new.
     */
    void putShort(long position, short value);

    /**
     * Reads a {@code char}, little-endian.
     *
     * @param position of its first byte.
     * @return its value.
     */
    char getChar(long position);

    /**
     * Writes a {@code char}, little-endian.
     *
     * @param position of its first byte.
     * @param value    new.
     */
    void putChar(long position, char value);

    /**
     * Reads an {@code int}, little-endian.
     *
     * @param position of its first byte.
     * @return its value.
     */
    int getInt(long position);

    /**
     * Writes an {@code int}, little-endian.
     *
     * @param position of its first byte.
     * @param value    new.
     */
    void putInt(long position, int value);

    /**
     * Reads a {@code float}, little-endian.
     *
     * @param position of its first byte.
     * @return its value.
     */
    float getFloat(long position);

    /**
     * Writes a {@code float}, little-endian.
     *
     * @param position of its first byte.
     * @param value    new.
     */
    void putFloat(long position, float value);

    /**
     * Reads a {@code long}, little-endian.
     *
     * @param position of its first byte.
     * @return its value.
     */
    long getLong(long position);

    /**
     * Writes a {@code long}, little-endian.
     *
     * @param position of its first byte.
     * @param value    new.
     */
    void putLong(long position, long value);

    /**
     * Reads a {@code double}, little-endian.
     *
     * @param position of its first byte.
     * @return its value.
     */
    double getDouble(long position);

    /**
     * Writes a {@code double}, little-endian.
     *
     * @param position of its first byte.
     * @param value    new.
     */
    void putDouble(long position, double value);

    /**
     * Reads an {@code int}, little-endian, as a volatile variable.
     *
     * @param position of its first byte, a multiple of 4.
     * @return its value.
     * @throws IllegalArgumentException if the position isn't a multiple of 4.
     */
    int getIntVolatile(long position);

    /**
     * Writes an {@code int}, little-endian, as a volatile variable.
     *
     * @param position of its first byte, a multiple of 4.
     * @param value    new.
     * @throws IllegalArgumentException if the position isn't a multiple of 4.
     */
    void putIntVolatile(long position, int value);

    /**
     * Writes an {@code int}, little-endian, if it is as expected. Ordered as a volatile read and write.
     *
     * @param position of its first byte, a multiple of 4.
     * @param expected value.
     * @param update   new value.
     * @return whether it was written.
     * @throws IllegalArgumentException if the position isn't a multiple of 4.
     */
    boolean compareAndSetInt(long position, int expected, int update);

    /**
     * Writes an {@code int}, little-endian, if it is as expected. Ordered as a volatile read and write.
     *
     * @param position of its first byte, a multiple of 4.
     * @param expected value.
     * @param update   new value.
     * @return the value before: if it is the one expected, it was written.
     * @throws IllegalArgumentException if the position isn't a multiple of 4.
     */
    int compareAndExchangeInt(long position, int expected, int update);

    /**
     * Adds to an {@code int}, little-endian; the sum wraps around. Ordered as a volatile read and write.
     *
     * @param position of its first byte, a multiple of 4.
     * @param delta    to add.
     * @return the value before.
     * @throws IllegalArgumentException if the position isn't a multiple of 4.
     */
    int getAndAddInt(long position, int delta);

    /**
     * Reads a {@code long}, little-endian, as a volatile variable.
     *
     * @param position of its first byte, a multiple of 8.
     * @return its value.
     * @throws IllegalArgumentException if the position isn't a multiple of 8.
     */
    long getLongVolatile(long position);

    /**
     * Writes a {@code long}, little-endian, as a volatile variable.
     *
     * @param position of its first byte, a multiple of 8.
     * @param value    new.
     * @throws IllegalArgumentException if the position isn't a multiple of 8.
     */
    void putLongVolatile(long position, long value);

    /**
     * Writes a {@code long}, little-endian, if it is as expected. Ordered as a volatile read and write.
     *
     * @param position of its first byte, a multiple of 8.
     * @param expected value.
     * @param update   new value.
     * @return whether it was written.
     * @throws IllegalArgumentException if the position isn't a multiple of 8.
     */
    boolean compareAndSetLong(long position, long expected, long update);

    /**
     * Writes a {@code long}, little-endian, if it is as expected. Ordered as a volatile read and write.
     *
     * @param position of its first byte, a multiple of 8.
     * @param expected value.
     * @param update   new value.
     * @return the value before: if it is the one expected, it was written.
     * @throws IllegalArgumentException if the position isn't a multiple of 8.
     */
    long compareAndExchangeLong(long position, long expected, long update);

    /**
     * Adds to a {@code long}, little-endian; the sum wraps around. Ordered as a volatile read and write.
     *
     * @param position of its first byte, a multiple of 8.
     * @param delta    to add.
     * @return the value before.
     * @throws IllegalArgumentException if the position isn't a multiple of 8.
     */
    long getAndAddLong(long position, long delta);

    /**
     * A view. Changes go both ways.
     *
     * @param position of its first byte.
     * @param length   in bytes.
     * @return the view, which stays valid memory for as long as it is reachable. Its first byte is aligned as the position is.
     */
    AtomicBuffer buffer(long position, int length);

    /**
     * The same as a buffer of the JDK.
     *
     * @param position of its first byte.
     * @param length   in bytes.
     * @return the view, little-endian, at position 0.
     */
    ByteBuffer byteBuffer(long position, int length);

    /**
     * Copies bytes out.
     *
     * @param position of the first.
     * @param target   to copy to.
     * @param offset   of the first in the target.
     * @param length   in bytes.
     */
    void get(long position, byte[] target, int offset, int length);

    /**
     * Copies bytes in.
     *
     * @param position of the first.
     * @param source   to copy from.
     * @param offset   of the first in the source.
     * @param length   in bytes.
     */
    void put(long position, byte[] source, int offset, int length);

    /**
     * Copies bytes to other memory, or within this one; ranges may overlap, even through another handle.
     *
     * @param position       of the first here.
     * @param target         to copy to.
     * @param targetPosition of the first there.
     * @param length         in bytes.
     */
    void copyTo(long position, SharedMemory target, long targetPosition, long length);

    /**
     * Writes the same value to some bytes.
     *
     * @param position of the first.
     * @param length   in bytes.
     * @param value    new.
     */
    void fill(long position, long length, byte value);

    /** Options of memory. One that exists must have the same size, unless it is {@linkplain #adoptExisting() adopted}. */
    interface Builder extends SharedObject.Builder<SharedMemory, Builder> {}
}
