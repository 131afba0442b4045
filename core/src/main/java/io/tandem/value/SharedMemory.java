package io.tandem.value;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.value.internal.MemoryHandle;
import java.nio.ByteBuffer;
import org.agrona.concurrent.AtomicBuffer;

/**
 * A piece of memory that processes share, for layouts of your own. Positions are {@code long}, in bytes, from 0 to below
 * {@link #size()}; it may be larger than 2 GiB. All positions and ranges are checked: {@link IndexOutOfBoundsException}.
 *
 * <pre>{@code
 * try (SharedMemory memory = SharedMemory.builder(1 << 20).name("picture").openOrCreate()) {
 *     memory.buffer(0, 4096).putLongVolatile(0, 42);
 * }
 * }</pre>
 *
 * <p><b>Memory.</b> Space is really allocated when it is made, and is zeroed; where there is no room, it is refused
 * ({@link io.tandem.segment.OutOfSpaceException}). {@link io.tandem.segment.MemoryOption#SPARSE} gives that up.
 *
 * <p><b>Order.</b> Copies and fills promise no order between threads or processes, and aren't atomic. A view has atomic and ordered
 * operations ({@link AtomicBuffer}); a process that is killed leaves what its last instruction did.
 *
 * <p><b>Closing</b> gives the memory of this handle back at once, even while other threads use it. What they call from then on throws
 * {@link IllegalStateException}; what was under way at that moment may throw it or not. Views are harmless memory from then on, which
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
        return MemoryHandle.delete(domain, name);
    }

    /** {@return the number of bytes, exactly as asked for} Known even when the handle is closed. */
    long size();

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
     * @return the view, in the machine's byte order, at position 0.
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
