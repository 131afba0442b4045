package io.tandem.segment.internal;

import org.agrona.UnsafeApi;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A window of shared memory for paths on which each instruction counts: an access is a handful of them, where a buffer's own
 * needs twenty for its bounds and its kind. The caller has checked every index; a JVM that runs with assertions checks again.
 *
 * <p>There is one implementation unless a test decorates the buffers below ({@link SharedBuffers}), so that calls are
 * compiled to plain loads and stores. The other one isn't even loaded then, or each access would check which it is: so each
 * makes itself, since a {@code new} in here would load both as soon as this class is verified. Orders of memory are those of the methods of {@link AtomicBuffer} of the same names; longs are
 * aligned, and little-endian. Keeps the memory mapped for as long as it is reachable itself.
 */
public abstract class Words {
    private Words() {}

    /** Words over a buffer of memory outside the heap. */
    public static Words over(final AtomicBuffer buffer) {
        return buffer.getClass() == UnsafeBuffer.class && buffer.byteArray() == null
                ? Mapped.words(buffer)
                : Decorated.words(buffer);
    }

    public abstract int getInt(int index);

    public abstract int getIntVolatile(int index);

    public abstract void putInt(int index, int value);

    public abstract void putIntRelease(int index, int value);

    public abstract void putIntVolatile(int index, int value);

    public abstract int getAndAddInt(int index, int delta);

    public abstract boolean compareAndSetInt(int index, int expected, int update);

    public abstract long getLong(int index);

    public abstract long getLongVolatile(int index);

    public abstract void putLong(int index, long value);

    public abstract void putLongRelease(int index, long value);

    public abstract void putLongVolatile(int index, long value);

    public abstract long getAndAddLong(int index, long delta);

    public abstract long getAndSetLong(int index, long value);

    public abstract boolean compareAndSetLong(int index, long expected, long update);

    public abstract int getIntOpaque(int index);

    public abstract int getIntAcquire(int index);

    public abstract void putIntOpaque(int index, int value);

    public abstract int compareAndExchangeInt(int index, int expected, int update);

    public abstract long getLongOpaque(int index);

    public abstract long getLongAcquire(int index);

    public abstract void putLongOpaque(int index, long value);

    public abstract long compareAndExchangeLong(int index, long expected, long update);

    public abstract int getAndSetInt(int index, int value);

    /** Copies bytes in, by longs if they are few: index, offset and length are multiples of 8 then, from the start of an array on. */
    public abstract void putBytes(int index, byte[] source, int offset, int length);

    /** Copies bytes out, by longs if they are few: index, offset and length are multiples of 8 then, from the start of an array on. */
    public abstract void getBytes(int index, byte[] target, int offset, int length);

    private static final class Mapped extends Words {
        private static final int FEW_BYTES = 64;
        private static final long ARRAY = UnsafeApi.arrayBaseOffset(byte[].class);

        private final long address;
        private final int length;
        /** Keeps the mapping. */
        @SuppressWarnings({"unused", "FieldCanBeLocal"})
        private final AtomicBuffer buffer;

        static Words words(final AtomicBuffer buffer) {
            return new Mapped(buffer);
        }

        private Mapped(final AtomicBuffer buffer) {
            this.buffer = buffer;
            address = buffer.addressOffset();
            length = buffer.capacity();
        }

        private long at(final int index, final int bytes) {
            assert index >= 0 && bytes >= 0 && index <= length - bytes : index + " + " + bytes + " of " + length;
            return address + index;
        }

        @Override
        public int getInt(final int index) {
            return UnsafeApi.getInt(at(index, Integer.BYTES));
        }

        @Override
        public int getIntVolatile(final int index) {
            return UnsafeApi.getIntVolatile(null, at(index, Integer.BYTES));
        }

        @Override
        public void putInt(final int index, final int value) {
            UnsafeApi.putInt(at(index, Integer.BYTES), value);
        }

        @Override
        public void putIntRelease(final int index, final int value) {
            UnsafeApi.putIntRelease(null, at(index, Integer.BYTES), value);
        }

        @Override
        public void putIntVolatile(final int index, final int value) {
            UnsafeApi.putIntVolatile(null, at(index, Integer.BYTES), value);
        }

        @Override
        public int getAndAddInt(final int index, final int delta) {
            return UnsafeApi.getAndAddInt(null, at(index, Integer.BYTES), delta);
        }

        @Override
        public boolean compareAndSetInt(final int index, final int expected, final int update) {
            return UnsafeApi.compareAndSetInt(null, at(index, Integer.BYTES), expected, update);
        }

        @Override
        public long getLong(final int index) {
            return UnsafeApi.getLong(at(index, Long.BYTES));
        }

        @Override
        public long getLongVolatile(final int index) {
            return UnsafeApi.getLongVolatile(null, at(index, Long.BYTES));
        }

        @Override
        public void putLong(final int index, final long value) {
            UnsafeApi.putLong(at(index, Long.BYTES), value);
        }

        @Override
        public void putLongRelease(final int index, final long value) {
            UnsafeApi.putLongRelease(null, at(index, Long.BYTES), value);
        }

        @Override
        public void putLongVolatile(final int index, final long value) {
            UnsafeApi.putLongVolatile(null, at(index, Long.BYTES), value);
        }

        @Override
        public long getAndAddLong(final int index, final long delta) {
            return UnsafeApi.getAndAddLong(null, at(index, Long.BYTES), delta);
        }

        @Override
        public long getAndSetLong(final int index, final long value) {
            return UnsafeApi.getAndSetLong(null, at(index, Long.BYTES), value);
        }

        @Override
        public boolean compareAndSetLong(final int index, final long expected, final long update) {
            return UnsafeApi.compareAndSetLong(null, at(index, Long.BYTES), expected, update);
        }

        @Override
        public int getIntOpaque(final int index) {
            return UnsafeApi.getIntOpaque(null, at(index, Integer.BYTES));
        }

        @Override
        public int getIntAcquire(final int index) {
            return UnsafeApi.getIntAcquire(null, at(index, Integer.BYTES));
        }

        @Override
        public void putIntOpaque(final int index, final int value) {
            UnsafeApi.putIntOpaque(null, at(index, Integer.BYTES), value);
        }

        @Override
        public int compareAndExchangeInt(final int index, final int expected, final int update) {
            return UnsafeApi.compareAndExchangeInt(null, at(index, Integer.BYTES), expected, update);
        }

        @Override
        public long getLongOpaque(final int index) {
            return UnsafeApi.getLongOpaque(null, at(index, Long.BYTES));
        }

        @Override
        public long getLongAcquire(final int index) {
            return UnsafeApi.getLongAcquire(null, at(index, Long.BYTES));
        }

        @Override
        public void putLongOpaque(final int index, final long value) {
            UnsafeApi.putLongOpaque(null, at(index, Long.BYTES), value);
        }

        @Override
        public long compareAndExchangeLong(final int index, final long expected, final long update) {
            return UnsafeApi.compareAndExchangeLong(null, at(index, Long.BYTES), expected, update);
        }

        @Override
        public int getAndSetInt(final int index, final int value) {
            return UnsafeApi.getAndSetInt(null, at(index, Integer.BYTES), value);
        }

        @Override
        public void putBytes(final int index, final byte[] source, final int offset, final int length) {
            assert offset >= 0 && offset <= source.length - length;
            final long to = at(index, length);
            final long from = ARRAY + offset;
            if (length > FEW_BYTES) {
                UnsafeApi.copyMemory(source, from, null, to, length);
                return;
            }
            for (int i = 0; i < length; i += Long.BYTES) {
                UnsafeApi.putLong(to + i, UnsafeApi.getLong(source, from + i));
            }
        }

        @Override
        public void getBytes(final int index, final byte[] target, final int offset, final int length) {
            assert offset >= 0 && offset <= target.length - length;
            final long from = at(index, length);
            final long to = ARRAY + offset;
            if (length > FEW_BYTES) {
                UnsafeApi.copyMemory(null, from, target, to, length);
                return;
            }
            for (int i = 0; i < length; i += Long.BYTES) {
                UnsafeApi.putLong(target, to + i, UnsafeApi.getLong(from + i));
            }
        }
    }

    /** Over a buffer that counts its accesses, or dies at one. */
    private static final class Decorated extends Words {
        private final AtomicBuffer buffer;

        static Words words(final AtomicBuffer buffer) {
            return new Decorated(buffer);
        }

        private Decorated(final AtomicBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public int getInt(final int index) {
            return buffer.getInt(index);
        }

        @Override
        public int getIntVolatile(final int index) {
            return buffer.getIntVolatile(index);
        }

        @Override
        public void putInt(final int index, final int value) {
            buffer.putInt(index, value);
        }

        @Override
        public void putIntRelease(final int index, final int value) {
            buffer.putIntRelease(index, value);
        }

        @Override
        public void putIntVolatile(final int index, final int value) {
            buffer.putIntVolatile(index, value);
        }

        @Override
        public int getAndAddInt(final int index, final int delta) {
            return buffer.getAndAddInt(index, delta);
        }

        @Override
        public boolean compareAndSetInt(final int index, final int expected, final int update) {
            return buffer.compareAndSetInt(index, expected, update);
        }

        @Override
        public long getLong(final int index) {
            return buffer.getLong(index);
        }

        @Override
        public long getLongVolatile(final int index) {
            return buffer.getLongVolatile(index);
        }

        @Override
        public void putLong(final int index, final long value) {
            buffer.putLong(index, value);
        }

        @Override
        public void putLongRelease(final int index, final long value) {
            buffer.putLongRelease(index, value);
        }

        @Override
        public void putLongVolatile(final int index, final long value) {
            buffer.putLongVolatile(index, value);
        }

        @Override
        public long getAndAddLong(final int index, final long delta) {
            return buffer.getAndAddLong(index, delta);
        }

        @Override
        public long getAndSetLong(final int index, final long value) {
            return buffer.getAndSetLong(index, value);
        }

        @Override
        public boolean compareAndSetLong(final int index, final long expected, final long update) {
            return buffer.compareAndSetLong(index, expected, update);
        }

        @Override
        public int getIntOpaque(final int index) {
            return buffer.getIntOpaque(index);
        }

        @Override
        public int getIntAcquire(final int index) {
            return buffer.getIntAcquire(index);
        }

        @Override
        public void putIntOpaque(final int index, final int value) {
            buffer.putIntOpaque(index, value);
        }

        @Override
        public int compareAndExchangeInt(final int index, final int expected, final int update) {
            return buffer.compareAndExchangeInt(index, expected, update);
        }

        @Override
        public long getLongOpaque(final int index) {
            return buffer.getLongOpaque(index);
        }

        @Override
        public long getLongAcquire(final int index) {
            return buffer.getLongAcquire(index);
        }

        @Override
        public void putLongOpaque(final int index, final long value) {
            buffer.putLongOpaque(index, value);
        }

        @Override
        public long compareAndExchangeLong(final int index, final long expected, final long update) {
            return buffer.compareAndExchangeLong(index, expected, update);
        }

        @Override
        public int getAndSetInt(final int index, final int value) {
            return buffer.getAndSetInt(index, value);
        }

        @Override
        public void putBytes(final int index, final byte[] source, final int offset, final int length) {
            buffer.putBytes(index, source, offset, length);
        }

        @Override
        public void getBytes(final int index, final byte[] target, final int offset, final int length) {
            buffer.getBytes(index, target, offset, length);
        }
    }
}
