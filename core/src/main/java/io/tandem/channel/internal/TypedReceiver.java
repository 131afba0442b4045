package io.tandem.channel.internal;

import io.tandem.TandemException;
import io.tandem.channel.CorruptPipeException;
import io.tandem.channel.RawConnection;
import io.tandem.codec.CorruptMessageException;
import io.tandem.codec.internal.MessageCodec;
import io.tandem.segment.internal.Arrival;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.EventSource;
import io.tandem.wait.internal.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * Receives objects: copied out of the ring, then the room is given back. What it waits on is kept, so nothing is allocated
 * on the way but the objects themselves.
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

    /** Receives, waiting; null when the time is up. */
    @Nullable
    R receive(final long timeoutNanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        attachment.enter(guard, ASKED);
        try {
            final int length = peek();
            if (length >= 0) {
                return take(length);
            }
            return Waiting.await(policy, source, message, timeoutNanos) ? take(receiver.peek()) : null;
        } finally {
            attachment.exit(guard);
        }
    }

    /** Receives, waiting; null when the peer has closed its end and nothing is left. */
    @Nullable
    R receiveUntilClosed() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        attachment.enter(guard, ASKED);
        try {
            while (true) {
                Waiting.await(policy, source, messageOrEnd, Waiting.FOREVER);
                final long gone = receiver.peer().look();
                final int length = peek();
                if (length >= 0) {
                    return take(length);
                }
                if (gone == RawConnection.PEER_CLOSED) {
                    return null;
                }
                if (gone != 0) {
                    throw receiver.peer().exception(gone, ASKED);
                } // somebody attached the other end again meanwhile
            }
        } finally {
            attachment.exit(guard);
        }
    }

    /** Receives if a message is there. */
    @Nullable
    R tryReceive() {
        attachment.enter(guard, ASKED);
        try {
            return isThereOrThrows(true) ? take(receiver.peek()) : null;
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

    private int peek() {
        if (attachment.isGone()) {
            throw attachment.refusal(ASKED);
        }
        return receiver.peek();
    }

    private boolean isThereOrThrows(final boolean slow) {
        if (peek() >= 0) {
            return true;
        }
        final long gone = gone(slow);
        if (gone == 0) {
            return false;
        }
        // What was sent before the peer went is received first.
        if (peek() >= 0) {
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
            receiver.advance();
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
        receiver.advance();
        arrival.complete();
        if (attachment.isGone()) {
            throw attachment.refusal("finish receiving");
        }
        return result;
    }

    private R decode(final int length) {
        if (length < 0) {
            throw new CorruptPipeException("A message was there and is gone.");
        }
        final int kind = receiver.messageType();
        if (kind == PipeDescriptor.TYPED) {
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
        final byte[] bytes = new byte[length];
        receiver.buffer().getBytes(receiver.messageOffset(), bytes);
        return type.cast(bytes);
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
