package io.tandem.examples.wordcount;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;

/**
 * The bytes of a {@link Piece}. Whoever reads a piece looks for its begin no further than where the next one would begin, so a file
 * without dividers isn't read again and again: all of it is in the first piece.
 */
final class PieceInput extends InputStream {
    private final InputStream file;
    private final long to;
    /** Number of the file's byte that is read next. */
    private long position;

    private boolean begun;
    private boolean ended;

    /**
     * Goes to where a piece begins.
     *
     * @param file  that is closed with this.
     * @param piece of it.
     */
    PieceInput(final SeekableByteChannel file, final Piece piece) throws IOException {
        this.file = Channels.newInputStream(file);
        to = piece.to();
        begun = piece.from() == 0;
        // The byte before it may be the divider.
        position = begun ? 0 : piece.from() - 1;
        file.position(position);
    }

    @Override
    public int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(final byte[] target, final int offset, final int room) throws IOException {
        if (room == 0) {
            return 0;
        }
        int length = ended ? -1 : file.read(target, offset, room);
        int skipped = 0;
        while (!begun && length > 0) {
            skipped = divider(target, offset, offset + length) + 1 - offset;
            if (skipped <= length) {
                begun = true;
            }
            if (position + Math.min(skipped, length) >= to) {
                // It begins where the next one does: nothing is in it.
                length = -1;
            } else if (!begun) {
                position += length;
                length = file.read(target, offset, room);
            }
        }
        if (length < 0) {
            ended = true;
            return -1;
        }
        if (position + length >= to) {
            final int last = divider(target, offset + (int) Math.max(skipped, to - 1 - position), offset + length);
            if (last < offset + length) {
                ended = true;
                length = last + 1 - offset;
            }
        }
        position += length;
        System.arraycopy(target, offset + skipped, target, offset, length - skipped);
        return length == skipped ? read(target, offset, room) : length - skipped;
    }

    /** Index of the first divider; the end, if there is none. */
    private static int divider(final byte[] bytes, final int from, final int to) {
        for (int i = from; i < to; i++) {
            // Those of characters beyond ASCII are negative, each of them.
            final int small = bytes[i] | 0x20;
            if (bytes[i] >= 0 && (small < 'a' || small > 'z')) {
                return i;
            }
        }
        return to;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
