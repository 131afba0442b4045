package io.tandem.manager.internal;

import static io.tandem.manager.internal.SnapshotDescriptor.*;

import io.tandem.TandemException;
import io.tandem.os.FileStatus;
import io.tandem.os.OpenMode;
import io.tandem.os.OperatingSystem;
import io.tandem.segment.internal.Opened;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads a snapshot, which it has checked as a whole before. */
final class SnapshotReader implements AutoCloseable {
    private static final int BUFFER_SIZE = 1 << 16;

    private final OperatingSystem system = OperatingSystem.current();
    private final Path file;
    private final Opened opened;
    private final long length;
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private ProxyKind[] kinds = {};
    private long[] places = {};
    private int[] order = {};

    private SnapshotReader(final Path file, final Opened opened, final long length) {
        this.file = file;
        this.opened = opened;
        this.length = length;
    }

    /** The snapshot in a file. */
    static SnapshotReader open(final Path file) {
        final FileStatus there = OperatingSystem.current().status(file);
        final Opened opened = Opened.existing(file, OpenMode.READ);
        boolean read = false;
        try {
            final SnapshotReader reader = new SnapshotReader(file, opened, there == null ? 0 : there.size());
            reader.check();
            reader.index();
            read = true;
            return reader;
        } finally {
            if (!read) {
                opened.close();
            }
        }
    }

    /** Of objects, by the names they had. */
    Map<String, Integer> names() {
        return names;
    }

    /** How many objects there are; the first one is 1. */
    int objects() {
        return kinds.length;
    }

    ProxyKind kind(final int object) {
        return kinds[object - 1];
    }

    /** In which order objects are to be filled: each once. */
    int[] order() {
        return order.clone();
    }

    /** What an object held, serialized. */
    byte[] contents(final int object) {
        final long place = places[object - 1];
        return bytes(place + PREFIX_LENGTH, prefix(place, length).size);
    }

    // ---- what is wrong with it

    /** It is whole, and an object in it can't be read all the same. */
    TandemException unreadable(final String what, final Throwable cause) {
        return new TandemException(
                "The " + what + " of the snapshot " + file + " can't be read: " + cause
                        + " See to that, or move the file away to start without it; then start the manager again.",
                cause);
    }

    private TandemException damaged(final String what, final @Nullable Throwable cause) {
        return new TandemException(
                "The snapshot " + file + " is damaged: " + what
                        + ". Move it away to start without it, or put a good copy in its place; then start the manager again.",
                cause);
    }

    private TandemException damaged(final String what) {
        return damaged(what, null);
    }

    private void check() {
        if (length < HEADER_LENGTH || read(MAGIC_OFFSET, Long.BYTES).getLong() != MAGIC) {
            throw new TandemException("The file " + file + " (" + length
                    + " bytes) is no snapshot of a manager, for it doesn't begin as one. Give another file, or move this one"
                    + " away; then start the manager again.");
        }
        final int version = read(VERSION_OFFSET, Integer.BYTES).getInt();
        if (version != VERSION) {
            throw new TandemException("The snapshot " + file + " is of version " + version
                    + ", and this version of Tandem reads " + VERSION
                    + ". Start the manager with the version of Tandem that wrote it, or move the file away to start"
                    + " without it.");
        }
        if (length < HEADER_LENGTH + TRAILER_LENGTH) {
            throw damaged("it ends after " + length + " bytes");
        }
        final long checked = length - CHECKSUM_LENGTH;
        final CRC32C checksum = new CRC32C();
        for (long at = 0; at < checked; at += BUFFER_SIZE) {
            checksum.update(read(at, (int) Math.min(BUFFER_SIZE, checked - at)));
        }
        final int expected = read(checked, CHECKSUM_LENGTH).getInt();
        if ((int) checksum.getValue() != expected) {
            throw damaged(String.format(
                    "the checksum of its %d bytes is %08x and not %08x", length, (int) checksum.getValue(), expected));
        }
    }

    // ---- where things stand

    private void index() {
        final long trailer = length - TRAILER_LENGTH;
        final int objects = count(read(trailer, Integer.BYTES).getInt(), LEAST_OBJECT_LENGTH, "objects");
        final long end = trailer - (long) objects * Integer.BYTES;
        long at = HEADER_LENGTH;
        for (int left = count(read(NAMES_OFFSET, Integer.BYTES).getInt(), PREFIX_LENGTH, "names"); left > 0; left--) {
            final Prefix prefix = prefix(at, end);
            final String name = new String(bytes(at + PREFIX_LENGTH, prefix.size), StandardCharsets.UTF_8);
            names.put(name, number(prefix.number, objects));
            at = prefix.next(at);
        }
        kinds = new ProxyKind[objects];
        places = new long[objects];
        for (int i = 0; i < objects; i++) {
            final Prefix prefix = prefix(at, end);
            places[i] = at;
            try {
                kinds[i] = SnapshotDescriptor.kind(prefix.number);
            } catch (final IllegalArgumentException e) {
                throw damaged(String.valueOf(e.getMessage()), e);
            }
            at = prefix.next(at);
        }
        if (at != end) {
            throw damaged("there are " + (end - at) + " bytes behind its objects");
        }
        indexOrder(objects, end);
    }

    private void indexOrder(final int objects, final long begin) {
        final ByteBuffer numbers = read(begin, Math.multiplyExact(objects, Integer.BYTES));
        final boolean[] seen = new boolean[objects + 1];
        order = new int[objects];
        for (int i = 0; i < objects; i++) {
            order[i] = number(numbers.getInt(), objects);
            if (seen[order[i]]) {
                throw damaged("object " + order[i] + " is to be filled twice");
            }
            seen[order[i]] = true;
        }
    }

    private int count(final int count, final int least, final String what) {
        if (count < 0 || count > (length - HEADER_LENGTH - TRAILER_LENGTH) / least) {
            throw damaged("it can't have " + count + " " + what + " in its " + length + " bytes");
        }
        return count;
    }

    private int number(final int object, final int objects) {
        if (object < 1 || object > objects) {
            throw damaged("it speaks of object " + object + ", and has " + objects);
        }
        return object;
    }

    /** What stands before a name or an object. */
    private record Prefix(int number, int size) {
        long next(final long at) {
            return at + PREFIX_LENGTH + size;
        }
    }

    private Prefix prefix(final long at, final long end) {
        if (at <= end - PREFIX_LENGTH) {
            final ByteBuffer numbers = read(at, PREFIX_LENGTH);
            final Prefix prefix = new Prefix(numbers.getInt(), numbers.getInt());
            if (prefix.size >= 0 && prefix.next(at) <= end) {
                return prefix;
            }
        }
        throw damaged("what begins at byte " + at + " goes on behind byte " + end);
    }

    private byte[] bytes(final long at, final int size) {
        final ByteBuffer buffer = ByteBuffer.allocate(size);
        read(at, buffer);
        return buffer.array();
    }

    private ByteBuffer read(final long at, final int size) {
        final ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        read(at, buffer);
        return buffer.flip();
    }

    private void read(final long at, final ByteBuffer buffer) {
        system.read(opened.channel(), file, at, buffer);
        if (buffer.hasRemaining()) {
            throw damaged("it became shorter while it was read");
        }
    }

    @Override
    public void close() {
        opened.close();
    }
}
