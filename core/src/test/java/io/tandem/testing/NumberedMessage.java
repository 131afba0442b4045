package io.tandem.testing;

import java.util.Arrays;

/** Messages whose content and length follow from their number, so that they tell whether they are whole. */
public final class NumberedMessage {
    private static final int LONGEST = 400;

    private NumberedMessage() {}

    /** A message of up to some 400 bytes. */
    public static byte[] of(final long number) {
        return of(number, LONGEST);
    }

    /** A message of up to a number of bytes, and 8. */
    public static byte[] of(final long number, final int longest) {
        final byte[] bytes = new byte[Long.BYTES + (int) (number * 31 % longest)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (number >>> 8 * (i & 7));
        }
        return bytes;
    }

    /** Its number, if it is whole. */
    public static long number(final byte[] bytes) {
        return number(bytes, LONGEST);
    }

    /** The same, of one that was made so. */
    public static long number(final byte[] bytes, final int longest) {
        long number = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            number = number << 8 | bytes[i] & 0xFF;
        }
        if (!Arrays.equals(bytes, of(number, longest))) {
            throw new AssertionError("Torn: " + Arrays.toString(bytes));
        }
        return number;
    }
}
