package io.tandem.value;

import io.tandem.segment.SharedObject;
import java.nio.ByteBuffer;
import org.agrona.concurrent.AtomicBuffer;

/**
 * What arrays of all types have in common: elements of one primitive type, in one piece of memory that processes share. Indexes are
 * {@code long}, from 0 to below {@link #length()}; an array may be larger than 2 GiB. All indexes and ranges are checked:
 * {@link IndexOutOfBoundsException}.
 *
 * <p><b>Memory.</b> Space is really allocated when an array is made, and an array that has no room is refused
 * ({@link io.tandem.segment.OutOfSpaceException}); {@link io.tandem.segment.MemoryOption#SPARSE} gives that up. Elements are 0 or
 * {@code false} at first.
 *
 * <p><b>Atomicity.</b> An element is read and written as a whole, whatever the method. Plain access ({@code get}, {@code set})
 * and whatever works on a range promise no order between threads or processes; the others order memory as the methods of
 * {@link java.lang.invoke.VarHandle} of the same names. A range isn't read or written at one instant: use
 * {@link #withLock(java.util.function.Supplier)} for that, in all that change it.
 *
 * <p><b>Speed.</b> A stream runs as one over an array on the heap. So does a loop that gets elements on JDK 25, and on 17 in less than twice
 * the time if its index is an {@code int} that counts up to a local variable. A loop that sets them takes up to four times as long on either:
 * elements are stored one by one, where the compiler makes vectors of the loop over an array on the heap. Copies in and out are as fast as
 * there, and so is {@code fill} for many thousand elements; a short one takes up to three times as long, of bytes above all. A {@code sort}
 * takes up to half as long again.
 *
 * <p><b>Closing</b> gives the memory of this handle back at once, even while other threads use it, the lock excepted, which its
 * holder keeps until it lets go. What they call from then on throws {@link IllegalStateException}; what was under way at that moment may
 * throw it or not, and a change may be made or not; an array that a call threw for while it was filling it may hold anything. A copy to other shared
 * memory and a sort keep the memory until they are over: they write nothing that wasn't there, and lose nothing. Views are harmless memory from then on, which nobody shares.
 *
 * <p><b>Deaths.</b> A process that is killed at any instant leaves each element as it was before or after its change, and of a
 * range that it was changing, any part of it changed. Where that matters, the lock tells: see {@link SharedValue}.
 */
public interface SharedArray extends SharedValue {
    /** {@return the number of elements} Known even when the handle is closed. */
    long length();

    /**
     * A view of the elements' bytes: little-endian, without padding; a boolean is a byte, 0 or 1. Changes go both ways.
     *
     * @param from   index of the first element.
     * @param length in elements, of 2,147,483,647 bytes at most.
     * @return the view, which stays valid memory for as long as it is reachable.
     */
    AtomicBuffer buffer(long from, int length);

    /**
     * The same as a buffer of the JDK, with typed views of its own such as {@link ByteBuffer#asLongBuffer()}.
     *
     * @param from   index of the first element.
     * @param length in elements, of 2,147,483,647 bytes at most.
     * @return the view, little-endian, at position 0.
     */
    ByteBuffer byteBuffer(long from, int length);

    /**
     * Options of an array. One that exists must have the same length, unless it is {@linkplain #adoptExisting() adopted}, and the same
     * type in any case.
     *
     * @param <A> type of the array.
     */
    interface Builder<A extends SharedArray> extends SharedObject.Builder<A, Builder<A>> {}
}
