package io.tandem.testing;

import io.tandem.segment.internal.SharedBuffers;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.AtomicBuffer;

/** One page that several processes (or several mappings of one process) share, without a segment around it. */
public final class SharedPage implements AutoCloseable {
    private static final int LENGTH = 4096;

    private final Path file;
    private final boolean creator;
    private final AtomicBuffer buffer;

    private SharedPage(final Path file, final boolean creator) throws IOException {
        this.file = file;
        this.creator = creator;
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final MappedByteBuffer memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, LENGTH);
            buffer = SharedBuffers.wrap(memory);
        }
    }

    public static SharedPage create() throws IOException {
        final Path directory = Files.createTempDirectory(Path.of("/dev/shm"), "tandem-test-");
        return new SharedPage(directory.resolve("page"), true);
    }

    /** Maps the page of another process, or once more in this one. */
    public static SharedPage open(final Path file) throws IOException {
        return new SharedPage(file, false);
    }

    public Path file() {
        return file;
    }

    public AtomicBuffer buffer() {
        return buffer;
    }

    public long address(final int index) {
        return buffer.addressOffset() + index;
    }

    @Override
    public void close() throws IOException {
        if (creator) {
            Files.delete(file);
            Files.delete(file.getParent());
        }
    }
}
