package io.tandem.codec.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;

/** Memory that one codec uses again from message to message, mostly for strings. Confined to one thread at a time. */
final class Scratch {
    static final int CHUNK = 4096;
    /** Strings up to this length are decoded without memory besides their own. */
    static final int KEPT = 1 << 20;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long UNKNOWN = -1;
    private static final byte LATIN1 = 0;
    private static final long CODER = coderOffset();
    /** Up to here a loop over words beats the call of a bulk copy. */
    private static final int SHORT_COPY = 64;

    private final byte[] bytes = new byte[CHUNK];
    private final char[] text = new char[CHUNK / Character.BYTES];
    private byte[] large = bytes;

    /** Whether every character takes one byte. */
    static boolean isLatin1(final String value) {
        return CODER == UNKNOWN ? isLatin1ByCharacters(value) : UnsafeApi.getByte(value, CODER) == LATIN1;
    }

    private static boolean isLatin1ByCharacters(final String value) {
        int all = 0;
        for (int i = 0, n = value.length(); i < n; i++) {
            all |= value.charAt(i);
        }
        return all < 256;
    }

    // Where a string of this JVM tells it, which saves a look at each character; unknown where it doesn't, as with
    // -XX:-CompactStrings.
    private static long coderOffset() {
        try {
            final long offset = UnsafeApi.objectFieldOffset(String.class, "coder");
            return UnsafeApi.getByte("a", offset) == LATIN1 && UnsafeApi.getByte("\u0100", offset) != LATIN1
                    ? offset
                    : UNKNOWN;
        } catch (final InternalError e) {
            return UNKNOWN; // no field of that name
        }
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

    @SuppressWarnings("deprecation") // A high byte of 0 is Latin-1, without a look at what charset it is.
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
        return new String(copy, 0, 0, length);
    }

    void putUtf16(final String value, final MutableDirectBuffer target, final int offset) {
        final int length = value.length();
        for (int from = 0; from < length; from += text.length) {
            final int count = Math.min(text.length, length - from);
            value.getChars(from, from + count, text, 0);
            PrimitiveArray.CHARACTERS.write(text, count, target, offset + from * Character.BYTES);
        }
    }

    /** {@return a string of so many characters} */
    String getUtf16(final DirectBuffer source, final int offset, final int count) {
        final char[] copy = count <= text.length ? text : new char[count];
        PrimitiveArray.CHARACTERS.read(source, offset, copy, count);
        return new String(copy, 0, count);
    }

    /** Whatever isn't 0 is true: a boolean of another value would be neither. */
    boolean[] getBooleans(final DirectBuffer source, final int offset, final int length) {
        final boolean[] values = new boolean[length];
        for (int from = 0; from < values.length; from += CHUNK) {
            final int count = Math.min(CHUNK, values.length - from);
            source.getBytes(offset + from, bytes, 0, count);
            for (int i = 0; i < count; i++) {
                values[from + i] = bytes[i] != 0;
            }
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
