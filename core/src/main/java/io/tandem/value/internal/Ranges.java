package io.tandem.value.internal;

/** Exact narrowing: what doesn't fit is refused. */
public final class Ranges {
    private Ranges() {}

    /** {@return the same number as a short} */
    public static short shortOf(final long number) {
        return (short) checked(number, Short.MIN_VALUE, Short.MAX_VALUE, "short");
    }

    /** {@return the same number as a byte} */
    public static byte byteOf(final long number) {
        return (byte) checked(number, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte");
    }

    /** {@return the same number as a char} */
    public static char charOf(final long number) {
        return (char) checked(number, Character.MIN_VALUE, Character.MAX_VALUE, "char");
    }

    private static long checked(final long number, final int least, final int most, final String type) {
        if (number < least || number > most) {
            throw new ArithmeticException("A " + type + " can't be " + number + ": it must be " + least + " to " + most
                    + ". The value stays as it is.");
        }
        return number;
    }
}
