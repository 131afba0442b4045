package io.tandem.pool.internal;

import static io.tandem.pool.internal.FrameDescriptor.*;

import io.tandem.codec.CorruptMessageException;
import io.tandem.codec.internal.Codecs;
import io.tandem.codec.internal.MessageCodec;
import io.tandem.codec.internal.OwnCodec;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transfer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Frames to bytes and back. Strings, numbers and arrays of them are decoded at once; a serialized object is left as bytes for
 * whoever wants it, unless shared objects came along, which must be taken now.
 */
final class FrameCodec implements MessageCodec<Frame> {
    private static final String NAME = "tandem-pool-frame/" + VERSION;

    private final MessageCodec<Object> values = Codecs.create(Object.class, null);
    private boolean carries;

    /** Asks a queue for this codec. */
    static final class Source extends OwnCodec<Frame> {
        private static final long serialVersionUID = 1L;

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public MessageCodec<Frame> newCodec() {
            return new FrameCodec();
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int prepare(final Frame frame, final Transfer transfer) {
        carries = false;
        final Object body = frame.body;
        if (body == null) {
            return BODY_OFFSET;
        }
        if (frame.encoded) {
            return Math.addExact(BODY_OFFSET, ((byte[]) body).length);
        }
        final int length = values.prepare(body, transfer);
        carries = transfer.carries();
        return Math.addExact(BODY_OFFSET, length);
    }

    @Override
    public void write(final Frame frame, final MutableDirectBuffer target, final int offset) {
        target.putByte(offset + KIND_OFFSET, frame.kind);
        target.putByte(offset + FORM_OFFSET, frame.form);
        target.putByte(offset + FLAGS_OFFSET, carries ? (byte) (frame.flags | WITH_HANDLES) : frame.flags);
        target.putByte(offset + ATTEMPT_OFFSET, frame.attempt);
        target.putInt(offset + SLOT_OFFSET, frame.slot);
        target.putLong(offset + TASK_OFFSET, frame.task);
        target.putLong(offset + FUNCTION_OFFSET, frame.function);
        target.putInt(offset + FIRST_OFFSET, frame.first);
        target.putInt(offset + END_OFFSET, frame.end);
        target.putLong(offset + INDEX_OFFSET, frame.index);
        target.putLong(offset + NANOS_OFFSET, frame.nanos);
        final Object body = frame.body;
        if (body == null) {
            return;
        }
        if (frame.encoded) {
            target.putBytes(offset + BODY_OFFSET, (byte[]) body);
        } else {
            values.write(body, target, offset + BODY_OFFSET);
        }
    }

    @Override
    public Frame read(final DirectBuffer source, final int offset, final int length, final Arrival arrival) {
        if (length < BODY_OFFSET) {
            throw new CorruptMessageException(
                    "A message between a pool and a worker has " + length + " bytes, fewer than its header.");
        }
        final Frame frame = new Frame(source.getByte(offset + KIND_OFFSET));
        frame.form = source.getByte(offset + FORM_OFFSET);
        frame.flags = source.getByte(offset + FLAGS_OFFSET);
        frame.attempt = source.getByte(offset + ATTEMPT_OFFSET);
        frame.slot = source.getInt(offset + SLOT_OFFSET);
        frame.task = source.getLong(offset + TASK_OFFSET);
        frame.function = source.getLong(offset + FUNCTION_OFFSET);
        frame.first = source.getInt(offset + FIRST_OFFSET);
        frame.end = source.getInt(offset + END_OFFSET);
        frame.index = source.getLong(offset + INDEX_OFFSET);
        frame.nanos = source.getLong(offset + NANOS_OFFSET);
        final int bodyLength = length - BODY_OFFSET;
        if (frame.form != NOTHING) {
            readBody(frame, source, offset + BODY_OFFSET, bodyLength, arrival);
        }
        return frame;
    }

    private void readBody(
            final Frame frame, final DirectBuffer source, final int at, final int length, final Arrival arrival) {
        if (frame.form == MANY || !frame.has(WITH_HANDLES) && Codecs.isSerialized(source, at, length)) {
            final byte[] bytes = new byte[length];
            source.getBytes(at, bytes);
            frame.body = bytes;
            frame.encoded = true;
            return;
        }
        try {
            frame.body = values.read(source, at, length, arrival);
        } catch (final Exception | Error e) { // of one task alone: told by who wants the value
            arrival.closeArrived();
            frame.undecodable = e;
        }
    }
}
