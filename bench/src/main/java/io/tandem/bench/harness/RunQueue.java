package io.tandem.bench.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * How long one thread was ready to run and had no processor: the kernel counts it. Other work on the machine shows here and
 * nowhere else, since a median passes over it.
 */
final class RunQueue {
    private static final Path FILE = Path.of("/proc/thread-self/schedstat");

    private final @Nullable FileChannel channel;
    private final ByteBuffer bytes = ByteBuffer.allocate(128);

    private RunQueue(final @Nullable FileChannel channel) {
        this.channel = channel;
    }

    /** {@return the counter of the thread that calls} A kernel that doesn't count gives one that stands still. */
    static RunQueue ofThisThread() throws IOException {
        try {
            return new RunQueue(FileChannel.open(FILE, StandardOpenOption.READ));
        } catch (final NoSuchFileException e) {
            return new RunQueue(null);
        }
    }

    /** {@return nanoseconds since the thread began} */
    long waitedNanos() throws IOException {
        if (channel == null) {
            return 0;
        }
        bytes.clear();
        final int length = channel.read(bytes, 0);
        // Nanoseconds on a processor, nanoseconds waiting for one, and how often it got one.
        int at = 0;
        while (at < length && bytes.get(at) != ' ') {
            at++;
        }
        long waited = 0;
        for (at++; at < length && bytes.get(at) >= '0' && bytes.get(at) <= '9'; at++) {
            waited = waited * 10 + (bytes.get(at) - '0');
        }
        return waited;
    }
}
