package io.tandem.examples.histogram;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a file, which one process counts.
 *
 * @param file   its path.
 * @param offset of its first byte.
 * @param length in bytes.
 */
record Block(String file, long offset, int length) implements Serializable {
    private static final int LONGEST = 1 << 18;

    /** All of some files, cut. */
    static List<Block> of(final List<Path> files) throws IOException {
        final List<Block> blocks = new ArrayList<>();
        for (final Path file : files) {
            final long size = Files.size(file);
            for (long offset = 0; offset < size; offset += LONGEST) {
                blocks.add(new Block(file.toString(), offset, (int) Math.min(LONGEST, size - offset)));
            }
        }
        return blocks;
    }

    byte[] read() throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(length);
        try (FileChannel channel = FileChannel.open(Path.of(file))) {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw new IOException(file + " was cut short while it was read");
                }
            }
        }
        return bytes.array();
    }
}
