package io.tandem.manager.internal;

import static io.tandem.manager.internal.SnapshotDescriptor.*;

import io.tandem.os.OperatingSystem;
import io.tandem.segment.internal.Opened;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Writes one snapshot beside its file, and then puts it in the place of that: whoever dies meanwhile leaves one of the two whole. */
final class SnapshotWriter implements AutoCloseable {
    private static final int BUFFER_SIZE = 1 << 16;
    private static final int PERMISSIONS = 0600;

    private final OperatingSystem system = OperatingSystem.current();
    private final SnapshotFile file;
    private final Path temporary;
    private final Opened opened;
    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    private long position;
    private boolean put;

    /**
     * Begins.
     *
     * @param file      to replace.
     * @param temporary where it is written; nothing stands there.
     * @param names     that follow.
     */
    SnapshotWriter(final SnapshotFile file, final Path temporary, final int names) {
        this.file = file;
        this.temporary = temporary;
        opened = Opened.created(temporary, PERMISSIONS);
        buffer.putLong(MAGIC).putInt(VERSION).putInt(names);
    }

    void name(final int object, final String name) {
        prefixed(object, name.getBytes(StandardCharsets.UTF_8));
    }

    /** The next object. */
    void object(final ProxyKind kind, final byte[] contents) {
        prefixed(code(kind), contents);
    }

    private void prefixed(final int number, final byte[] bytes) {
        room(PREFIX_LENGTH);
        buffer.putInt(number).putInt(bytes.length);
        if (bytes.length <= buffer.remaining()) {
            buffer.put(bytes);
        } else {
            flush();
            write(ByteBuffer.wrap(bytes));
        }
    }

    /** Ends it, and puts it there; false if what stands there isn't this server's. */
    boolean commit(final int[] order) {
        for (final int object : order) {
            room(Integer.BYTES);
            buffer.putInt(object);
        }
        room(TRAILER_LENGTH);
        buffer.putInt(order.length);
        checksum.update(buffer.duplicate().flip());
        buffer.putInt((int) checksum.getValue());
        flush();
        system.force(opened.channel(), temporary);
        opened.close();
        put = file.replaceBy(temporary);
        return put;
    }

    private void room(final int length) {
        if (buffer.remaining() < length) {
            flush();
        }
    }

    private void flush() {
        write(buffer.flip());
        buffer.clear();
    }

    private void write(final ByteBuffer bytes) {
        final int length = bytes.remaining();
        checksum.update(bytes.duplicate());
        system.write(opened.channel(), temporary, position, bytes);
        position += length;
    }

    @Override
    public void close() {
        if (!put) {
            try {
                opened.close();
            } finally {
                system.delete(temporary);
            }
        }
    }
}
