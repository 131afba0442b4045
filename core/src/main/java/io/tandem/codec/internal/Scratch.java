package io.tandem.codec.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Memory that one codec uses again from message to message: strings and arrays go through it a chunk at a time, by bulk
 * copies on both sides. Confined to one thread at a time.
 *
 * <p>Each primitive type has its own pair of loops: one loop for all would be given the copying as a function, a megamorphic
 * call for each chunk.
 */
final class Scratch {
    static final int CHUNK = 4096;
    /** Strings up to this length are decoded without memory besides their own. */
    static final int KEPT = 1 << 20;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    /** Up to here a loop over words beats the call of a bulk copy. */
    private static final int SHORT_COPY = 64;

    private final byte[] bytes = new byte[CHUNK];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    private final ShortBuffer shorts = buffer.asShortBuffer();
    private final CharBuffer characters = buffer.asCharBuffer();
    private final IntBuffer integers = buffer.asIntBuffer();
    private final LongBuffer longs = buffer.asLongBuffer();
    private final FloatBuffer floats = buffer.asFloatBuffer();
    private final DoubleBuffer doubles = buffer.asDoubleBuffer();
    private final char[] text = new char[CHUNK / Character.BYTES];
    private byte[] large = bytes;

    /** Whether every character takes one byte. */
    static boolean isLatin1(final String value) {
        int all = 0;
        for (int i = 0, n = value.length(); i < n; i++) {
            all |= value.charAt(i);
        }
        return all < 256;
    }

    /** Writes the low byte of each character. */
    @SuppressWarnings("deprecation") // The only copy of a string's bytes that allocates nothing; exact for Latin-1.
    void putLatin1(final String value, final MutableDirectBuffer target, final int offset) {
        final int length = value.length();
        for (int from = 0; from < length; from += CHUNK) {
            final int count = Math.min(CHUNK, length - from);
            value.getBytes(from, from + count, bytes, 0);
            putChunk(target, offset + from, count);
        }
    }

    String getLatin1(final DirectBuffer source, final int offset, final int length) {
        final byte[] copy = room(length);
        if (length <= SHORT_COPY) {
            int i = 0;
            for (; i <= length - Long.BYTES; i += Long.BYTES) {
                LONGS.set(copy, i, source.getLong(offset + i));
            }
            for (; i < length; i++) {
                copy[i] = source.getByte(offset + i);
            }
        } else {
            source.getBytes(offset, copy, 0, length);
        }
        return new String(copy, 0, length, StandardCharsets.ISO_8859_1);
    }

    void putUtf16(final String value, final MutableDirectBuffer target, final int offset) {
        final int length = value.length();
        for (int from = 0; from < length; from += text.length) {
            final int count = Math.min(text.length, length - from);
            value.getChars(from, from + count, text, 0);
            characters.put(0, text, 0, count);
            putChunk(target, offset + from * Character.BYTES, count * Character.BYTES);
        }
    }

    /** {@return a string of so many characters} */
    String getUtf16(final DirectBuffer source, final int offset, final int count) {
        final char[] copy = count <= text.length ? text : new char[count];
        getCharacters(source, offset, copy, count);
        return new String(copy, 0, count);
    }

    void putBooleans(final boolean[] values, final MutableDirectBuffer target, final int offset) {
        for (int from = 0; from < values.length; from += CHUNK) {
            final int count = Math.min(CHUNK, values.length - from);
            for (int i = 0; i < count; i++) {
                bytes[i] = (byte) (values[from + i] ? 1 : 0);
            }
            putChunk(target, offset + from, count);
        }
    }

    boolean[] getBooleans(final DirectBuffer source, final int offset, final boolean[] values) {
        for (int from = 0; from < values.length; from += CHUNK) {
            final int count = Math.min(CHUNK, values.length - from);
            source.getBytes(offset + from, bytes, 0, count);
            for (int i = 0; i < count; i++) {
                values[from + i] = bytes[i] != 0;
            }
        }
        return values;
    }

    byte[] getBytes(final DirectBuffer source, final int offset, final byte[] values) {
        source.getBytes(offset, values);
        return values;
    }

    void putShorts(final short[] values, final MutableDirectBuffer target, final int offset) {
        for (int from = 0; from < values.length; from += CHUNK / Short.BYTES) {
            final int count = Math.min(CHUNK / Short.BYTES, values.length - from);
            shorts.put(0, values, from, count);
            putChunk(target, offset + from * Short.BYTES, count * Short.BYTES);
        }
    }

    short[] getShorts(final DirectBuffer source, final int offset, final short[] values) {
        for (int from = 0; from < values.length; from += CHUNK / Short.BYTES) {
            final int count = Math.min(CHUNK / Short.BYTES, values.length - from);
            source.getBytes(offset + from * Short.BYTES, bytes, 0, count * Short.BYTES);
            shorts.get(0, values, from, count);
        }
        return values;
    }

    void putCharacters(final char[] values, final MutableDirectBuffer target, final int offset) {
        for (int from = 0; from < values.length; from += CHUNK / Character.BYTES) {
            final int count = Math.min(CHUNK / Character.BYTES, values.length - from);
            characters.put(0, values, from, count);
            putChunk(target, offset + from * Character.BYTES, count * Character.BYTES);
        }
    }

    char[] getCharacters(final DirectBuffer source, final int offset, final char[] values) {
        getCharacters(source, offset, values, values.length);
        return values;
    }

    private void getCharacters(final DirectBuffer source, final int offset, final char[] values, final int length) {
        for (int from = 0; from < length; from += CHUNK / Character.BYTES) {
            final int count = Math.min(CHUNK / Character.BYTES, length - from);
            source.getBytes(offset + from * Character.BYTES, bytes, 0, count * Character.BYTES);
            characters.get(0, values, from, count);
        }
    }

    void putIntegers(final int[] values, final MutableDirectBuffer target, final int offset) {
        for (int from = 0; from < values.length; from += CHUNK / Integer.BYTES) {
            final int count = Math.min(CHUNK / Integer.BYTES, values.length - from);
            integers.put(0, values, from, count);
            putChunk(target, offset + from * Integer.BYTES, count * Integer.BYTES);
        }
    }

    int[] getIntegers(final DirectBuffer source, final int offset, final int[] values) {
        for (int from = 0; from < values.length; from += CHUNK / Integer.BYTES) {
            final int count = Math.min(CHUNK / Integer.BYTES, values.length - from);
            source.getBytes(offset + from * Integer.BYTES, bytes, 0, count * Integer.BYTES);
            integers.get(0, values, from, count);
        }
        return values;
    }

    void putLongs(final long[] values, final MutableDirectBuffer target, final int offset) {
        for (int from = 0; from < values.length; from += CHUNK / Long.BYTES) {
            final int count = Math.min(CHUNK / Long.BYTES, values.length - from);
            longs.put(0, values, from, count);
            putChunk(target, offset + from * Long.BYTES, count * Long.BYTES);
        }
    }

    long[] getLongs(final DirectBuffer source, final int offset, final long[] values) {
        for (int from = 0; from < values.length; from += CHUNK / Long.BYTES) {
            final int count = Math.min(CHUNK / Long.BYTES, values.length - from);
            source.getBytes(offset + from * Long.BYTES, bytes, 0, count * Long.BYTES);
            longs.get(0, values, from, count);
        }
        return values;
    }

    void putFloats(final float[] values, final MutableDirectBuffer target, final int offset) {
        for (int from = 0; from < values.length; from += CHUNK / Float.BYTES) {
            final int count = Math.min(CHUNK / Float.BYTES, values.length - from);
            floats.put(0, values, from, count);
            putChunk(target, offset + from * Float.BYTES, count * Float.BYTES);
        }
    }

    float[] getFloats(final DirectBuffer source, final int offset, final float[] values) {
        for (int from = 0; from < values.length; from += CHUNK / Float.BYTES) {
            final int count = Math.min(CHUNK / Float.BYTES, values.length - from);
            source.getBytes(offset + from * Float.BYTES, bytes, 0, count * Float.BYTES);
            floats.get(0, values, from, count);
        }
        return values;
    }

    void putDoubles(final double[] values, final MutableDirectBuffer target, final int offset) {
        for (int from = 0; from < values.length; from += CHUNK / Double.BYTES) {
            final int count = Math.min(CHUNK / Double.BYTES, values.length - from);
            doubles.put(0, values, from, count);
            putChunk(target, offset + from * Double.BYTES, count * Double.BYTES);
        }
    }

    double[] getDoubles(final DirectBuffer source, final int offset, final double[] values) {
        for (int from = 0; from < values.length; from += CHUNK / Double.BYTES) {
            final int count = Math.min(CHUNK / Double.BYTES, values.length - from);
            source.getBytes(offset + from * Double.BYTES, bytes, 0, count * Double.BYTES);
            doubles.get(0, values, from, count);
        }
        return values;
    }

    private void putChunk(final MutableDirectBuffer target, final int offset, final int length) {
        if (length <= SHORT_COPY) {
            int i = 0;
            for (; i <= length - Long.BYTES; i += Long.BYTES) {
                target.putLong(offset + i, (long) LONGS.get(bytes, i));
            }
            for (; i < length; i++) {
                target.putByte(offset + i, bytes[i]);
            }
        } else {
            target.putBytes(offset, bytes, 0, length);
        }
    }

    private byte[] room(final int length) {
        if (length <= large.length) {
            return large;
        }
        if (length > KEPT) {
            return new byte[length];
        }
        large = new byte[Math.max(length, Math.min(KEPT, large.length * 2))];
        return large;
    }
}
