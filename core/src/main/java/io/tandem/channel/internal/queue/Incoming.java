package io.tandem.channel.internal.queue;

import io.tandem.channel.internal.LostHandles;
import io.tandem.codec.CorruptMessageException;
import io.tandem.codec.internal.MessageCodec;
import io.tandem.codec.internal.PrimitiveArray;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.CarriedHandle;
import io.tandem.segment.internal.Segment;
import java.util.List;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Messages of one thread on their way out of a queue: copied here under the lock, decoded afterwards. Used again from take
 * to take.
 *
 * @param <E> type of the messages.
 */
final class Incoming<E> {
    private final QueueMemory memory;
    private final QueueReader reader;
    private final MessageCodec<E> codec;
    private final Class<E> type;
    private final Arrival arrival;
    private final MessageBatch batch = new MessageBatch();
    private @Nullable Segment payload;

    Incoming(final QueueCore core, final MessageCodec<E> codec, final Class<E> type) {
        memory = core.memory;
        reader = core.reader;
        this.codec = codec;
        this.type = type;
        arrival = new Arrival(memory.segment.domain(), memory.segment.objectId());
    }

    MessageBatch batch() {
        return batch;
    }

    /** The segment that the last message, a reference, names. */
    long payloadId() {
        return batch.bytes().getLong(batch.offset(batch.count() - 1));
    }

    /** That segment, attached; null if it is gone. */
    void payload(final @Nullable Segment segment) {
        payload = segment;
    }

    int count() {
        return batch.count();
    }

    boolean isPayload(final int message) {
        return (batch.kind(message) & QueueDescriptor.PAYLOAD) != 0;
    }

    /** Where a message's bytes are. */
    DirectBuffer buffer(final int message) {
        if (!isPayload(message)) {
            return batch.bytes();
        }
        final Segment segment = payload;
        if (segment == null) {
            throw new CorruptMessageException("The memory that held this large message is gone.");
        }
        return segment.buffer(0, length(message));
    }

    int offset(final int message) {
        return isPayload(message) ? 0 : batch.offset(message);
    }

    /** Bytes of a message, without the list of what it carries. */
    int length(final int message) {
        final int length = wholeLength(message);
        return carriesHandles(message)
                ? length - CarriedHandle.listLength(carried(message).size())
                : length;
    }

    private int wholeLength(final int message) {
        if (!isPayload(message)) {
            return batch.length(message);
        }
        final long length = batch.bytes().getLong(batch.offset(message) + Long.BYTES);
        final Segment segment = payload;
        if (length < 0 || length > Integer.MAX_VALUE || segment != null && length > segment.bodyLength()) {
            throw new CorruptMessageException("This large message is said to have " + length + " bytes.");
        }
        return (int) length;
    }

    private int kind(final int message) {
        return batch.kind(message) & ~QueueDescriptor.PAYLOAD;
    }

    private boolean carriesHandles(final int message) {
        return kind(message) == QueueDescriptor.TYPED_WITH_HANDLES;
    }

    private List<CarriedHandle> carried(final int message) {
        if (!carriesHandles(message)) {
            return List.of();
        }
        final List<CarriedHandle> handles = CarriedHandle.read(buffer(message), offset(message), wholeLength(message));
        if (handles == null) {
            throw new CorruptMessageException("The list of what it carries is damaged.");
        }
        return handles;
    }

    /** The object that a message says. The message is consumed, whatever comes of it. */
    E decode(final int message) {
        final E result;
        try {
            result = read(message);
        } catch (final Throwable t) {
            LostHandles.closeEnds(memory.segment, carriedIfWhole(message)); // while they are held
            LostHandles.release(memory.segment, arrival.missing(carriedIfWhole(message)));
            arrival.discard();
            if (t instanceof final RuntimeException failure) {
                throw undecodable(failure);
            }
            throw t;
        }
        if (carriesHandles(message)) {
            LostHandles.letGo(
                    memory.segment, arrival.missing(carried(message))); // what a class that reads less has left
        }
        arrival.complete();
        return result;
    }

    /** Lets go of what a message carries, and nobody will have. */
    void discard(final int message) {
        if (carriesHandles(message)) { // or this would allocate
            LostHandles.letGo(memory.segment, carriedIfWhole(message));
        }
    }

    private List<CarriedHandle> carriedIfWhole(final int message) {
        try {
            return carried(message);
        } catch (final CorruptMessageException e) {
            return List.of(); // told by who reads it; what it carried goes with the queue
        }
    }

    private E read(final int message) {
        final int length = length(message);
        final int kind = kind(message);
        if (kind == QueueDescriptor.TYPED || kind == QueueDescriptor.TYPED_WITH_HANDLES) {
            final E value = codec.read(buffer(message), offset(message), length, arrival);
            if (value == null) {
                throw new CorruptMessageException("The codec " + codec.name() + " decoded it to null.");
            }
            return value;
        }
        if (kind != QueueDescriptor.BYTES || !type.isAssignableFrom(byte[].class)) {
            throw new CorruptMessageException("It is of kind " + kind + ", bytes from the raw layer being "
                    + QueueDescriptor.BYTES + ", and this handle takes " + type.getTypeName()
                    + ". Take it through raw(), or put it through the typed layer.");
        }
        return type.cast(PrimitiveArray.bytes(buffer(message), offset(message), length));
    }

    private CorruptMessageException undecodable(final RuntimeException cause) {
        return new CorruptMessageException(
                "A message of " + memory.describeWithin()
                        + " can't be turned into an object; it is consumed, and the next one can be taken. "
                        + cause.getMessage(),
                cause);
    }

    /** Forgets them all. */
    void clear() {
        batch.clear();
        final Segment segment = releasePayload();
        if (segment != null) {
            letGo(segment);
        }
    }

    /** The same, when the queue's memory is gone already. */
    void drop() {
        batch.clear();
        final Segment segment = releasePayload();
        if (segment != null) {
            Payloads.discard(segment);
        }
    }

    /** Lets go of a payload that was worked off, while the queue's memory is there. */
    void letGo(final Segment segment) {
        boolean kept = true; // a spare, perhaps, though this fails: then its memory must stay
        try {
            kept = reader.keepSpare(segment);
        } catch (final RuntimeException e) {
            Payloads.logFailure(segment, "kept for the next one", e);
        }
        if (kept) {
            Payloads.leave(memory, segment);
        } else {
            Payloads.discard(segment);
        }
    }

    /** The payload, which is the caller's to close from now on. */
    @Nullable
    Segment releasePayload() {
        final Segment segment = payload;
        payload = null;
        return segment;
    }
}
