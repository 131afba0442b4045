package io.tandem.manager.internal;

import static io.tandem.manager.internal.CallDescriptor.*;

import io.tandem.codec.CorruptMessageException;
import io.tandem.codec.internal.Codecs;
import io.tandem.codec.internal.MessageCodec;
import io.tandem.codec.internal.OwnCodec;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transfer;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Calls to bytes and back. Strings, numbers and arrays of them are decoded at once; a serialized object in a request is left as bytes for whoever
 * executes it, unless shared objects came along, which must be taken now.
 */
final class CallCodec implements MessageCodec<Call> {
    private static final String NAME = "tandem-manager-call/" + VERSION;

    private final @Nullable String filter;
    /** One for each value of a message, since each keeps what it has prepared. */
    private final List<MessageCodec<Object>> codecs = new ArrayList<>();

    private int[] lengths = new int[4];
    private byte[] @Nullable [] functions = new byte[4][];
    private boolean carries;

    CallCodec(final @Nullable String filter) {
        this.filter = filter;
        codecs.add(Codecs.filtered(filter));
    }

    /** Asks a queue for this codec. */
    static final class Source extends OwnCodec<Call> {
        private static final long serialVersionUID = 1L;

        private final @Nullable String filter;

        Source(final @Nullable String filter) {
            this.filter = filter;
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public MessageCodec<Call> newCodec() {
            return new CallCodec(filter);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int prepare(final Call call, final Transfer transfer) {
        final @Nullable Object[] values = call.values;
        if (values.length > MOST_VALUES) {
            throw new IllegalArgumentException("A call has " + values.length + " arguments, and " + MOST_VALUES
                    + " can travel. Give them as one array or list.");
        }
        if (values.length > lengths.length) {
            lengths = new int[values.length];
            functions = new byte[values.length][];
        }
        while (codecs.size() < values.length) {
            codecs.add(Codecs.filtered(filter));
        }
        long length = VALUES_OFFSET;
        for (int i = 0; i < values.length; i++) {
            final Object value = values[i];
            final byte[] function = value == null ? null : BareFunction.encode(value, transfer.domain());
            functions[i] = function;
            if (function != null) {
                lengths[i] = FUNCTION_LENGTH - function.length;
                length += Integer.BYTES + function.length;
            } else {
                lengths[i] = value == null ? NULL_LENGTH : codecs.get(i).prepare(value, transfer);
                length += Integer.BYTES + Math.max(lengths[i], 0);
            }
        }
        carries = transfer.carries();
        return Math.toIntExact(length);
    }

    @Override
    public void write(final Call call, final MutableDirectBuffer target, final int offset) {
        final @Nullable Object[] values = call.values;
        target.putByte(offset + KIND_OFFSET, call.kind);
        target.putByte(offset + FLAGS_OFFSET, (byte)
                ((carries ? WITH_HANDLES : 0) | (call.isInterruptible ? INTERRUPTIBLE : 0)));
        target.putShort(offset + COUNT_OFFSET, (short) values.length);
        target.putInt(offset + OPERATION_OFFSET, call.operation);
        target.putLong(offset + LINE_OFFSET, call.line);
        target.putLong(offset + OBJECT_OFFSET, call.object);
        target.putLong(offset + NUMBER_OFFSET, call.number);
        int at = offset + VALUES_OFFSET;
        for (int i = 0; i < values.length; i++) {
            final Object value = values[i];
            target.putInt(at, lengths[i]);
            at += Integer.BYTES;
            final byte[] function = functions[i];
            if (function != null) {
                target.putBytes(at, function);
                at += function.length;
            } else if (value != null) {
                codecs.get(i).write(value, target, at);
                at += lengths[i];
            }
        }
    }

    @Override
    public Call read(final DirectBuffer source, final int offset, final int length, final Arrival arrival) {
        if (length < VALUES_OFFSET) {
            throw new CorruptMessageException("A message between a manager's server and a client has " + length
                    + " bytes, fewer than its header.");
        }
        final Call call = new Call();
        call.kind = source.getByte(offset + KIND_OFFSET);
        call.operation = source.getInt(offset + OPERATION_OFFSET);
        call.line = source.getLong(offset + LINE_OFFSET);
        call.object = source.getLong(offset + OBJECT_OFFSET);
        call.number = source.getLong(offset + NUMBER_OFFSET);
        final byte flags = source.getByte(offset + FLAGS_OFFSET);
        call.isInterruptible = (flags & INTERRUPTIBLE) != 0;
        final int count = source.getShort(offset + COUNT_OFFSET);
        if (count == 0) {
            return call;
        }
        final boolean later = call.kind == CALL && (flags & WITH_HANDLES) == 0;
        if (!later && call.kind == CALL && Thread.currentThread() instanceof Decoding thread) {
            thread.decodes();
        }
        try {
            call.values = values(source, offset + VALUES_OFFSET, offset + length, count, later, arrival);
        } catch (final Exception | Error e) { // of one call alone: told to its caller
            if (call.kind != CALL) {
                throw e;
            }
            arrival.closeArrived();
            call.undecodable = e;
        }
        return call;
    }

    private @Nullable Object[] values(
            final DirectBuffer source,
            final int begin,
            final int end,
            final int count,
            final boolean later,
            final Arrival arrival) {
        if (count < 0 || count > (end - begin) / Integer.BYTES) {
            throw damaged(count, end - begin);
        }
        final MessageCodec<Object> codec = codecs.get(0);
        final @Nullable Object[] values = new @Nullable Object[count];
        int at = begin;
        for (int i = 0; i < count; i++) {
            if (at > end - Integer.BYTES) {
                throw damaged(count, end - begin);
            }
            final int given = source.getInt(at);
            at += Integer.BYTES;
            if (given == NULL_LENGTH) {
                continue;
            }
            final boolean isBare = given < 0;
            final int length = isBare ? FUNCTION_LENGTH - given : given;
            if (length < 0 || length > end - at) {
                throw damaged(count, end - begin);
            }
            if (later && (isBare || Codecs.isSerialized(source, at, length))) {
                final byte[] bytes = new byte[length];
                source.getBytes(at, bytes);
                values[i] = new Call.Encoded(bytes, isBare);
            } else {
                values[i] = codec.read(source, at, length, arrival);
            }
            at += length;
        }
        return values;
    }

    private static CorruptMessageException damaged(final int count, final int length) {
        return new CorruptMessageException(
                "The " + length + " bytes of the " + count + " values of a call are damaged.");
    }
}
