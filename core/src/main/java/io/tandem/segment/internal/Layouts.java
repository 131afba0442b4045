package io.tandem.segment.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What all layouts in shared memory have in common: little-endian, hot words two cache lines apart. */
public final class Layouts {
    /** Distance between words that different processes write often. */
    public static final int HOT_WORD_DISTANCE = 128;

    /** Process numbers and object ids are 1 to this. */
    public static final int MAX_ID = (1 << 30) - 1;

    private Layouts() {}

    static long magic(final String eightLetters) {
        return ByteBuffer.wrap(eightLetters.getBytes(StandardCharsets.US_ASCII))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }

    static String text(final long magic) {
        final StringBuilder text = new StringBuilder(Long.BYTES);
        for (int i = 0; i < Long.BYTES; i++) {
            final char letter = (char) (magic >>> (Byte.SIZE * i) & 0xFF);
            text.append(letter > ' ' && letter <= '~' ? letter : '.');
        }
        return text.toString();
    }

    /** As much of a text as fits, cut between characters. */
    public static byte[] utf8(final String text, final int maxBytes) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, maxBytes);
        while (length > 0 && length < bytes.length && (bytes[length] & 0xC0) == 0x80) {
            length--; // the first byte that is left out continues a character
        }
        return Arrays.copyOf(bytes, length);
    }
}
