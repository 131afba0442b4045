package io.tandem.process.internal;

import static io.tandem.process.internal.BootstrapDescriptor.*;

import io.tandem.segment.Domain;
import io.tandem.segment.IncompatibleException;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.SegmentSpec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.AtomicBuffer;
import org.jspecify.annotations.Nullable;

/** The segment through which a child gets its target and tells how it went, seen from either side. */
final class Bootstrap {
    private static final String LAYOUT_KEY = "layout";

    private final Segment segment;
    private final AtomicBuffer body;

    private Bootstrap(final Segment segment) {
        this.segment = segment;
        this.body = segment.buffer(0, Math.toIntExact(segment.bodyLength()));
    }

    /**
     * The parent's side, before the spawn.
     *
     * @param startNanos when the start was called.
     */
    static Bootstrap create(
            final Domain domain, final ChildDescription description, final byte[] target, final long startNanos) {
        final byte[] descriptionBytes = description.encode();
        final long length = bodyLength(descriptionBytes.length, target.length);
        if (length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "The target takes " + target.length + " bytes with all that it captures; a child takes "
                            + (Integer.MAX_VALUE - bodyLength(descriptionBytes.length, 0))
                            + " at most. Pass large data through a shared object.");
        }
        final SegmentSpec spec = new SegmentSpec(
                ObjectKind.BOOTSTRAP,
                null,
                length,
                Map.of(LAYOUT_KEY, String.valueOf(VERSION)),
                false,
                Set.of(),
                made -> {
                    final AtomicBuffer body = made.buffer(0, (int) length);
                    body.putLong(STARTED_OFFSET, startNanos);
                    body.putInt(DESCRIPTION_LENGTH_OFFSET, descriptionBytes.length);
                    body.putInt(TARGET_LENGTH_OFFSET, target.length);
                    body.putBytes(DESCRIPTION_OFFSET, descriptionBytes);
                    body.putBytes(DESCRIPTION_OFFSET + descriptionBytes.length, target);
                });
        return new Bootstrap(Segment.create(domain, spec));
    }

    /** The child's side. */
    static Bootstrap attach(final Domain domain, final long objectId) {
        final Segment segment = Segment.attach(domain, objectId, ObjectKind.BOOTSTRAP);
        final String layout = segment.configuration().get(LAYOUT_KEY);
        if (!String.valueOf(VERSION).equals(layout)) {
            throw new IncompatibleException("The parent's Tandem describes children by layout " + layout
                    + ", this process's by layout " + VERSION + ". Give both the same version of tandem-core.");
        }
        return new Bootstrap(segment);
    }

    long objectId() {
        return segment.objectId();
    }

    /** Counts a process as a holder, before it attaches. */
    void hold(final int processNumber) {
        segment.holders().hold(processNumber);
    }

    void release(final int processNumber) {
        segment.holders().release(processNumber);
    }

    void close() {
        segment.close();
    }

    // ---- the child's side

    ChildDescription description() {
        return ChildDescription.decode(
                bytes(DESCRIPTION_OFFSET, length(DESCRIPTION_LENGTH_OFFSET, body.capacity() - DESCRIPTION_OFFSET)));
    }

    byte[] target() {
        final int start = DESCRIPTION_OFFSET + length(DESCRIPTION_LENGTH_OFFSET, body.capacity() - DESCRIPTION_OFFSET);
        return bytes(start, length(TARGET_LENGTH_OFFSET, body.capacity() - start));
    }

    void entered(final long nanos) {
        body.putLong(ENTERED_OFFSET, nanos);
        body.putIntRelease(STATE_OFFSET, ENTERED);
    }

    void ready() {
        body.putLong(READY_OFFSET, System.nanoTime());
        body.putIntRelease(STATE_OFFSET, READY);
    }

    void returned() {
        body.putIntRelease(STATE_OFFSET, RETURNED);
    }

    /** Records why the start, or the target, failed. Either may be empty. */
    void failed(final byte[] text, final byte[] exception) {
        final boolean wasReady = state() == READY;
        body.putBytes(FAILURE_TEXT_OFFSET, text, 0, Math.min(text.length, FAILURE_TEXT_CAPACITY));
        body.putInt(FAILURE_TEXT_LENGTH_OFFSET, Math.min(text.length, FAILURE_TEXT_CAPACITY));
        if (exception.length <= FAILURE_BYTES_CAPACITY) {
            body.putBytes(FAILURE_BYTES_OFFSET, exception);
            body.putInt(FAILURE_BYTES_LENGTH_OFFSET, exception.length);
        }
        body.putIntRelease(STATE_OFFSET, wasReady ? TARGET_FAILED : START_FAILED);
    }

    // ---- the parent's side

    int state() {
        return body.getIntAcquire(STATE_OFFSET);
    }

    /** Nanoseconds from the call of start until the target was ready, or -1 if it never was. */
    long nanosToReady() {
        state(); // acquires
        final long ready = body.getLong(READY_OFFSET);
        return ready == 0 ? -1 : ready - body.getLong(STARTED_OFFSET);
    }

    /** Nanoseconds from the call of start until {@code main}, or -1 if it never came there. */
    long nanosToMain() {
        state(); // acquires
        final long entered = body.getLong(ENTERED_OFFSET);
        return entered == 0 ? -1 : entered - body.getLong(STARTED_OFFSET);
    }

    /** What a child that has ended recorded, or null. */
    @Nullable
    RecordedFailure failure() {
        final int state = state();
        if (state != START_FAILED && state != TARGET_FAILED) {
            return null;
        }
        return new RecordedFailure(
                state == TARGET_FAILED,
                new String(
                        bytes(FAILURE_TEXT_OFFSET, length(FAILURE_TEXT_LENGTH_OFFSET, FAILURE_TEXT_CAPACITY)),
                        StandardCharsets.UTF_8),
                bytes(FAILURE_BYTES_OFFSET, length(FAILURE_BYTES_LENGTH_OFFSET, FAILURE_BYTES_CAPACITY)));
    }

    private int length(final int offset, final int limit) {
        final int length = body.getInt(offset);
        if (length < 0 || length > limit) {
            throw new IncompatibleException("A child's bootstrap segment says that something in it has a length of "
                    + length + " bytes, where there is room for " + limit + ". Somebody wrote over it.");
        }
        return length;
    }

    private byte[] bytes(final int offset, final int length) {
        final byte[] bytes = new byte[length];
        body.getBytes(offset, bytes);
        return bytes;
    }
}
