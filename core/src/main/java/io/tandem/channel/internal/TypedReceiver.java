package io.tandem.channel.internal;

import io.tandem.TandemException;
import io.tandem.channel.CorruptPipeException;
import io.tandem.channel.RawConnection;
import io.tandem.codec.CorruptMessageException;
import io.tandem.codec.internal.MessageCodec;
import io.tandem.codec.internal.PrimitiveArray;
import io.tandem.codec.internal.TaggedPrimitive;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.CarriedHandle;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.EventSource;
import io.tandem.wait.internal.Waiting;
import java.util.List;

/**
 * Receives objects: copied out of the ring, then the room is given back; and primitives, which the codec takes, as their
 * bits. What it waits on is kept, so nothing is allocated on the way but the objects themselves.
 *
 * @param <R> type of the messages.
 */
final class TypedReceiver<R> {
    private static final String ASKED = "receive";

    private final Attachment attachment;
    private final RingReceiver receiver;
    private final MessageCodec<R> codec;
    private final Class<R> type;
    private final WaitPolicy policy;
    private final EventSource source;
    private final Arrival arrival;
    private final ThreadGuard guard;
    private final Waiting.Condition message = this::isThereOrThrows;
    private final Waiting.Condition messageOrEnd = this::isThereOrNeverWillBe;
    /** Length of the message that the last look found; between begin and finish there is one. */
    private int found;

    TypedReceiver(
            final Attachment attachment,
            final RingReceiver receiver,
            final MessageCodec<R> codec,
            final Class<R> type,
            final WaitPolicy policy,
            final EventSource source) {
        this.attachment = attachment;
        this.guard = attachment.receiving();
        this.receiver = receiver;
        this.codec = codec;
        this.type = type;
        this.policy = policy;
        this.source = source;
        final PipeMemory memory = attachment.memory();
        arrival = new Arrival(memory.segment().domain(), memory.segment().objectId());
    }

    /** Whether these primitives may be received. */
    boolean takes(final TaggedPrimitive primitive) {
        return codec.takes(primitive);
    }

    // ---- receiving: one of the begins, and if it found a message, one of the finishes at once, with the guard held

    /** Waits for a message; false when the time is up. */
    boolean begin(final long timeoutNanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        attachment.enter(guard, ASKED);
        boolean there = false;
        try {
            there = isThere() || Waiting.await(policy, source, message, timeoutNanos);
            return there;
        } finally {
            if (!there) {
                attachment.exit(guard);
            }
        }
    }

    /** Waits for a message; false when the peer has closed its end and nothing is left. */
    boolean beginUntilClosed() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        attachment.enter(guard, ASKED);
        boolean there = false;
        try {
            while (true) {
                Waiting.await(policy, source, messageOrEnd, Waiting.FOREVER);
                final long gone = receiver.peer().look();
                there = isThere();
                if (there || gone == RawConnection.PEER_CLOSED) {
                    return there;
                }
                if (gone != 0) {
                    throw receiver.peer().exception(gone, ASKED);
                } // somebody attached the other end again meanwhile
            }
        } finally {
            if (!there) {
                attachment.exit(guard);
            }
        }
    }

    /** Whether a message is there. */
    boolean tryBegin() {
        attachment.enter(guard, ASKED);
        boolean there = false;
        try {
            there = isThereOrThrows(false);
            return there;
        } finally {
            if (!there) {
                attachment.exit(guard);
            }
        }
    }

    /** Takes the message as an object. */
    R finish() {
        try {
            return take(found);
        } finally {
            attachment.exit(guard);
        }
    }

    /** Takes the message as a primitive, which the codec takes, and returns its bits; anything else stays. */
    long finish(final TaggedPrimitive primitive) {
        try {
            return take(primitive, found);
        } finally {
            attachment.exit(guard);
        }
    }

    /** Waits until a receive would return or throw at once. */
    boolean poll(final long timeoutNanos) throws InterruptedException {
        attachment.enter(guard, ASKED);
        try {
            return Waiting.await(policy, source, messageOrEnd, timeoutNanos);
        } finally {
            attachment.exit(guard);
        }
    }

    /** Whether a receive would return or throw at once. */
    boolean isReady(final boolean slow) {
        if (attachment.isGone()) {
            return true;
        }
        if (!guard.tryLook()) {
            return receiver.mayHaveMessage(); // another thread is at it, and will skip padding
        }
        try {
            return isThereOrNeverWillBe(slow);
        } finally {
            attachment.exit(guard);
        }
    }

    private boolean isThere() {
        if (attachment.isGone()) {
            throw attachment.refusal(ASKED);
        }
        found = receiver.peek();
        return found >= 0;
    }

    private boolean isThereOrThrows(final boolean slow) {
        if (isThere()) {
            return true;
        }
        final long gone = gone(slow);
        if (gone == 0) {
            return false;
        }
        // What was sent before the peer went is received first.
        if (isThere()) {
            return true;
        }
        throw receiver.peer().exception(gone, ASKED);
    }

    private boolean isThereOrNeverWillBe(final boolean slow) {
        return attachment.isGone() || receiver.peek() >= 0 || gone(slow) != 0;
    }

    private long gone(final boolean slow) {
        return slow ? receiver.peer().lookClosely() : receiver.peer().look();
    }

    // The next receive goes on behind a message that can't be decoded, unless that is only for now.
    private R take(final int length) {
        final long position = receiver.position();
        final R result;
        try {
            result = decode(length);
        } catch (final Throwable e) {
            if (arrival.undo(e)) {
                throw new TandemException(
                        "The shared object in the message at position " + position + " of "
                                + Ends.lower(attachment.memory().describe())
                                + " couldn't be opened here; the message stays, and can be received once that is mended. "
                                + e.getMessage(),
                        e);
            }
            final List<CarriedHandle> carried = receiver.carried();
            receiver.advance(carried, arrival.missing(carried));
            arrival.discard();
            if (!(e instanceof final RuntimeException failure)) {
                throw e;
            }
            if (attachment.isGoneByNow()) {
                final IllegalStateException closed = attachment.refusal(ASKED);
                closed.addSuppressed(failure);
                throw closed;
            }
            throw undecodable(length, position, failure);
        }
        final List<CarriedHandle> carried = receiver.carried();
        if (carried.isEmpty()) {
            receiver.advance();
        } else {
            final List<CarriedHandle> missing = arrival.missing(carried); // what a class that reads less has left
            receiver.advance(missing, missing);
        }
        arrival.complete();
        if (attachment.isGone()) {
            throw attachment.refusal("finish receiving");
        }
        return result;
    }

    private R decode(final int length) {
        checkStillThere(length);
        final int kind = receiver.messageType();
        if (kind == PipeDescriptor.TYPED || kind == PipeDescriptor.TYPED_WITH_HANDLES) {
            final R value = codec.read(receiver.buffer(), receiver.messageOffset(), length, arrival);
            if (value == null) {
                throw new CorruptMessageException("The codec " + codec.name() + " decoded it to null.");
            }
            return value;
        }
        if (kind != PipeDescriptor.BYTES || !type.isAssignableFrom(byte[].class)) {
            throw new CorruptMessageException("It is of kind " + kind + ", bytes from the raw layer being "
                    + PipeDescriptor.BYTES + ", and this end receives " + type.getTypeName()
                    + ". Receive it through raw(), or send it through the typed layer.");
        }
        return type.cast(PrimitiveArray.bytes(receiver.buffer(), receiver.messageOffset(), length));
    }

    private static void checkStillThere(final int length) {
        if (length < 0) {
            throw new CorruptPipeException("A message was there and is gone.");
        }
    }

    private long take(final TaggedPrimitive primitive, final int length) {
        checkStillThere(length);
        final boolean matches = receiver.messageType() == PipeDescriptor.TYPED
                && primitive.isAt(receiver.buffer(), receiver.messageOffset(), length);
        if (!matches) {
            throw attachment.isGoneByNow() ? attachment.refusal(ASKED) : isOther(primitive, length);
        }
        final long bits = primitive.read(receiver.buffer(), receiver.messageOffset());
        receiver.advance();
        if (attachment.isGone()) {
            throw attachment.refusal("finish receiving");
        }
        return bits;
    }

    private ClassCastException isOther(final TaggedPrimitive primitive, final int length) {
        final String what = receiver.messageType() != PipeDescriptor.BYTES
                ? TaggedPrimitive.describe(receiver.buffer(), receiver.messageOffset(), length)
                : length + " bytes of the raw layer";
        return new ClassCastException("Could not receive " + primitive + ": the next message of "
                + Ends.lower(attachment.memory().describe()) + " is " + what
                + ". It wasn't consumed: take it with receive(), or through raw().");
    }

    private CorruptMessageException undecodable(final int length, final long position, final RuntimeException cause) {
        return new CorruptMessageException(
                "The message of " + length + " bytes at position " + position + " of "
                        + Ends.lower(attachment.memory().describe())
                        + " can't be turned into an object; it is consumed, and the next one can be received. "
                        + cause.getMessage(),
                cause);
    }
}
