package io.tandem.segment.internal;

import io.tandem.os.FileStatus;
import io.tandem.os.Interrupts;
import io.tandem.os.OpenMode;
import io.tandem.os.OperatingSystem;
import io.tandem.os.OperatingSystemException;
import io.tandem.segment.IncompatibleException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A segment file that was opened without following a link, and whose owner and header were looked at before anything of it
 * is mapped.
 *
 * @param opened the file.
 * @param status of it, the same before and after it was opened.
 * @param header of it, checked.
 */
record SafeOpen(Opened opened, FileStatus status, SegmentHeader header) implements AutoCloseable {
    private static final int ATTEMPTS = 100;

    /** Null if nothing stands there. */
    static @Nullable SafeOpen open(final DomainState state, final Path path, final OpenMode mode) {
        return Interrupts.deferred(() -> openOnce(state, path, mode));
    }

    private static @Nullable SafeOpen openOnce(final DomainState state, final Path path, final OpenMode mode) {
        final OperatingSystem system = OperatingSystem.current();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            final FileStatus before = system.status(path);
            if (before == null) {
                return null;
            }
            state.access().check(path, before, FileStatus.Kind.FILE);
            final Opened opened;
            try {
                opened = Opened.existing(path, mode);
            } catch (final OperatingSystemException e) {
                final FileStatus now = system.status(path);
                if (!before.isSameFile(now)) {
                    continue;
                }
                throw e;
            }
            boolean ours = false;
            try {
                final FileStatus after = system.status(path);
                if (after == null || !before.isSameFile(after)) {
                    continue;
                }
                final SegmentHeader header = readHeader(state, opened, after);
                ours = true;
                return new SafeOpen(opened, after, header);
            } finally {
                if (!ours) {
                    opened.close();
                }
            }
        }
        throw new IncompatibleException("Another file stood at " + path + " each of " + ATTEMPTS
                + " times it was looked at. Something replaces it: stop that, or use another domain.");
    }

    private static SegmentHeader readHeader(final DomainState state, final Opened opened, final FileStatus status) {
        final Path path = opened.path();
        if (status.size() < SegmentHeaderDescriptor.LENGTH) {
            throw SegmentHeader.refusal(
                    path,
                    "it has " + status.size() + " bytes, and a header alone has " + SegmentHeaderDescriptor.LENGTH);
        }
        final ByteBuffer copy =
                ByteBuffer.allocate(SegmentHeaderDescriptor.LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        OperatingSystem.current().read(opened.channel(), path, 0, copy);
        if (copy.hasRemaining()) {
            throw SegmentHeader.refusal(path, "it ends after " + copy.position() + " bytes of its header");
        }
        return SegmentHeader.parse(path, copy, status.size(), state.incarnation());
    }

    @Override
    public void close() {
        opened.close();
    }
}
