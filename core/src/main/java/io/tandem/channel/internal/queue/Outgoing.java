package io.tandem.channel.internal.queue;

import io.tandem.codec.internal.MessageCodec;
import io.tandem.segment.OutOfSpaceException;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Transfer;
import java.util.Objects;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one thread on their way into a queue: encoded here, so that nothing but copying remains to be done under the
 * lock. Used again from put to put.
 *
 * @param <E> type of the messages.
 */
final class Outgoing<E> {
    private final QueueMemory memory;
    private final QueueWriter writer;
    private final MessageCodec<E> codec;
    private final Transfer transfer;
    private final int longestInRing;
    private final MessageBatch batch = new MessageBatch();
    private int put;
    private @Nullable Segment payload;

    Outgoing(final QueueCore core, final MessageCodec<E> codec) {
        memory = core.memory;
        writer = core.writer;
        this.codec = codec;
        transfer = Transfer.intoChannel(memory.segment.domain(), memory.segment.objectId());
        longestInRing = QueueDescriptor.longestInRing(memory.capacity);
    }

    /** Encodes one more message. What is in it travels only once {@link #left(int)} is called. */
    void add(final E message) {
        requireItem(message);
        final int length = codec.prepare(message, transfer);
        if (transfer.carries()) {
            final int whole = Math.addExact(length, transfer.listLength());
            final MutableDirectBuffer target = room(QueueDescriptor.TYPED_WITH_HANDLES, whole);
            codec.write(message, target, lastOffset());
            transfer.writeList(target, lastOffset() + length);
        } else {
            final MutableDirectBuffer target = room(QueueDescriptor.TYPED, length);
            codec.write(message, target, lastOffset());
        }
    }

    static void requireItem(final @Nullable Object item) {
        Objects.requireNonNull(
                item,
                "An item can't be null, since poll() returns null for \"nothing is there\". Put a value that stands for it,"
                        + " such as an empty string or a constant of an enum.");
    }

    /** Makes room for one more message; its bytes are written at the offset that {@link #lastOffset} tells. */
    MutableDirectBuffer claim(final int length) {
        return room(QueueDescriptor.BYTES, length);
    }

    private MutableDirectBuffer room(final int kind, final int length) {
        if (fitsRecord(length)) {
            batch.add(kind, length);
            return batch.bytes();
        }
        return addPayload(kind, length);
    }

    /** Whether a message lies in a record, and needs no segment of its own. */
    boolean fitsRecord(final int length) {
        return length <= longestInRing;
    }

    int lastOffset() {
        return payload == null ? batch.offset(batch.count() - 1) : 0;
    }

    private Segment createPayload(final int length) {
        try {
            return Payloads.create(memory, length);
        } catch (final OutOfSpaceException e) {
            if (!writer.dropSpares()) {
                throw e;
            }
            return Payloads.create(memory, length);
        }
    }

    private AtomicBuffer addPayload(final int kind, final int length) {
        final Segment spare = writer.takeSpare(length);
        final Segment segment = spare == null ? createPayload(length) : spare;
        payload = segment;
        final int at = batch.add(kind | QueueDescriptor.PAYLOAD, QueueDescriptor.REFERENCE_LENGTH);
        batch.bytes().putLong(at, segment.objectId());
        batch.bytes().putLong(at + Long.BYTES, length);
        return segment.buffer(0, length);
    }

    /** Whether one more message of a length should be added before these are put. */
    boolean hasRoom(final int length) {
        return !carries() && fitsRecord(length) && batch.hasRoom(length);
    }

    /** Whether shared objects or a payload travel with it: such a message is put by itself. */
    boolean carries() {
        return payload != null || transfer.carries();
    }

    MessageBatch batch() {
        return batch;
    }

    /** The payload of the only message, if it has one. */
    @Nullable
    Segment payload() {
        return payload;
    }

    /** How many of the first messages were put already. */
    int put() {
        return put;
    }

    /** The messages before one were put; all of them, if it is behind the last. */
    void left(final int message) {
        put = message;
        if (message == batch.count()) {
            transfer.commit();
            final Segment segment = forget();
            if (segment != null) {
                Payloads.leave(memory, segment);
            }
        }
    }

    /** Whether what is here should be put before more is added. */
    boolean isFull() {
        return carries() || !batch.hasRoom(0);
    }

    /** Takes back what wasn't published. Does nothing once all of it has left. */
    void abandon() {
        try {
            transfer.rollback();
        } finally {
            final Segment segment = forget();
            if (segment != null) {
                Payloads.discard(segment);
            }
        }
    }

    private @Nullable Segment forget() {
        batch.clear();
        put = 0;
        final Segment segment = payload;
        payload = null;
        return segment;
    }
}
