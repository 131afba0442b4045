package io.tandem.os;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Strings as the operating system sees them: in the encoding that the JDK uses for file names, without NUL. */
final class NativeText {
    private static final Charset CHARSET = charset();

    private NativeText() {}

    /** Encodes a string; refuses what would not arrive as it is. */
    static byte[] encode(final String text, final String what) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("The " + what + " \"" + text.replace('\0', '?')
                    + "\" holds a NUL, which ends strings for the system.");
        }
        try {
            final ByteBuffer bytes = CHARSET.newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            final byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (final CharacterCodingException failure) {
            throw new IllegalArgumentException(
                    "The " + what + " \"" + text + "\" can't be written in " + CHARSET
                            + ", the encoding of this JVM's locale: set LC_ALL=C.UTF-8.",
                    failure);
        }
    }

    static Charset charset() {
        final String name = System.getProperty("sun.jnu.encoding");
        return name != null && Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }
}
