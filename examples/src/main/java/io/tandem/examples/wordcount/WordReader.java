package io.tandem.examples.wordcount;

import io.tandem.examples.trees.TreeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Reads files and counts their words.
 *
 * <p>A <b>text file</b> is one that is UTF-8 from its first byte to its last, and has no NUL in it. Any other is binary: none of
 * its words count.
 *
 * <p>A <b>word</b> is a letter and what follows of letters and of marks that combine with them, as Unicode has them; upper and
 * lower case are the same. Everything else divides words: digits, apostrophes, hyphens, underscores. What is longer than 100
 * characters is no word, but encoded data.
 */
final class WordReader {
    /** In place of a length: the file isn't text. */
    static final long BINARY = -1;

    private static final int LONGEST_WORD = 100;
    private static final int ASCII = 128;
    /** By ASCII character: the small letter, or 0. */
    private static final char[] SMALL = new char[ASCII];

    static {
        for (char c = 'a'; c <= 'z'; c++) {
            SMALL[c] = c;
            SMALL[Character.toUpperCase(c)] = c;
        }
    }

    private final WordTable table;
    private final byte[] bytes = new byte[128 * 1024];
    private final ByteBuffer encoded = ByteBuffer.wrap(bytes);
    private final char[] chars = new char[128 * 1024];
    private final CharBuffer decoded = CharBuffer.wrap(chars);
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);

    // One more than the longest word: it shows that there is more.
    private final char[] word = new char[LONGEST_WORD + 1];
    private int wordLength;
    private char highSurrogate;

    WordReader(final WordTable table) {
        this.table = table;
    }

    /**
     * Adds the words of a file, or of a piece, to the table, if it is text.
     *
     * @param location of the file: {@link TreeFile#location()}.
     * @param piece    of it, or null for all of it.
     * @return how many bytes it has; {@link #BINARY} if it isn't text.
     * @throws IOException if it can't be read to its end; nothing is added then.
     */
    long read(final String location, final @Nullable Piece piece) throws IOException {
        decoder.reset();
        encoded.clear();
        wordLength = 0;
        highSurrogate = 0;
        boolean text = false;
        try (SeekableByteChannel file = Files.newByteChannel(
                        TreeFile.path(location), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                InputStream in = piece == null ? Channels.newInputStream(file) : new PieceInput(file, piece)) {
            final long length = readText(in);
            text = length != BINARY;
            return length;
        } finally {
            if (text) {
                table.confirm();
            } else {
                table.forget();
            }
        }
    }

    private long readText(final InputStream in) throws IOException {
        long total = 0;
        while (true) {
            final int length = in.read(bytes, encoded.position(), encoded.remaining());
            final boolean end = length < 0;
            total += Math.max(length, 0);
            encoded.limit(encoded.position() + Math.max(length, 0)).position(0);
            decoded.clear();
            final CoderResult result = decoder.decode(encoded, decoded, end);
            if (result.isError() || !scan(decoded.position())) {
                return BINARY;
            }
            if (end) {
                endWord();
                return total;
            }
            // The first bytes of a character whose others are still to be read.
            encoded.compact();
        }
    }

    /** Whether there is no NUL. */
    private boolean scan(final int length) {
        for (int i = 0; i < length; i++) {
            final char c = chars[i];
            if (c >= ASCII) {
                scanOther(c);
            } else if (SMALL[c] != 0) {
                append(SMALL[c]);
            } else if (c == 0) {
                return false;
            } else {
                endWord();
            }
        }
        return true;
    }

    private void scanOther(final char c) {
        if (Character.isHighSurrogate(c)) {
            highSurrogate = c;
            return;
        }
        final int codePoint = Character.isLowSurrogate(c) ? Character.toCodePoint(highSurrogate, c) : c;
        if (Character.isLetter(codePoint) || wordLength > 0 && isMark(codePoint)) {
            final int small = Character.toLowerCase(codePoint);
            if (Character.isBmpCodePoint(small)) {
                append((char) small);
            } else {
                append(Character.highSurrogate(small));
                append(Character.lowSurrogate(small));
            }
        } else {
            endWord();
        }
    }

    private static boolean isMark(final int codePoint) {
        final int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private void append(final char c) {
        if (wordLength <= LONGEST_WORD) {
            word[wordLength++] = c;
        }
    }

    private void endWord() {
        if (wordLength > 0 && wordLength <= LONGEST_WORD) {
            table.add(word, 0, wordLength);
        }
        wordLength = 0;
    }
}
