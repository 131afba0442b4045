package io.tandem.channel.internal;

import io.tandem.channel.RawConnection;
import io.tandem.codec.internal.MessageCodec;
import io.tandem.codec.internal.TaggedPrimitive;
import io.tandem.segment.internal.Transfer;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.EventSource;
import io.tandem.wait.internal.EventWord;
import io.tandem.wait.internal.Waiting;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends objects: measured, then written straight into the ring; and primitives, which the codec takes by their bits. What it
 * waits on is kept, so nothing is allocated on the way.
 *
 * @param <S> type of the messages.
 */
final class TypedSender<S> {
    private static final String ASKED = "send";

    private final Attachment attachment;
    private final RingSender sender;
    private final MessageCodec<S> codec;
    private final WaitPolicy policy;
    private final Transfer transfer;
    private final ThreadGuard guard;
    private final Room room = new Room();
    /** In a message that carries shared objects, where their list begins. */
    private int listOffset;

    TypedSender(
            final Attachment attachment,
            final RingSender sender,
            final MessageCodec<S> codec,
            final WaitPolicy policy) {
        this.attachment = attachment;
        this.guard = attachment.sending();
        this.sender = sender;
        this.codec = codec;
        this.policy = policy;
        final PipeMemory memory = attachment.memory();
        transfer =
                Transfer.intoChannel(memory.segment().domain(), memory.segment().objectId(), 1 - attachment.end());
    }

    /** Whether these primitives may be sent. */
    boolean takes(final TaggedPrimitive primitive) {
        return codec.takes(primitive);
    }

    /** Sends, waiting for room; returns whether it was sent in time. */
    boolean send(final S message, final long timeoutNanos) throws InterruptedException {
        return send(checked(message), null, 0, timeoutNanos);
    }

    /** The same for a primitive that the codec takes. */
    boolean send(final TaggedPrimitive primitive, final long bits, final long timeoutNanos)
            throws InterruptedException {
        return send(null, primitive, bits, timeoutNanos);
    }

    /** Sends if there is room. */
    boolean trySend(final S message) {
        return trySend(checked(message), null, 0);
    }

    /** The same for a primitive that the codec takes. */
    boolean trySend(final TaggedPrimitive primitive, final long bits) {
        return trySend(null, primitive, bits);
    }

    private static <S> S checked(final S message) {
        return Objects.requireNonNull(
                message,
                "A message can't be null, since receiving calls return null for \"no message\". Send a value that stands"
                        + " for it, such as an empty string or a constant of an enum.");
    }

    private boolean send(
            final @Nullable S message,
            final @Nullable TaggedPrimitive primitive,
            final long bits,
            final long timeoutNanos)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        attachment.enter(guard, ASKED);
        try {
            room.length = prepare(message, primitive);
            if (room.holds(false) || Waiting.await(policy, room, room, timeoutNanos)) {
                publish(message, primitive, bits);
                return true;
            }
            transfer.rollback();
            return false;
        } catch (final Throwable t) {
            transfer.rollback();
            throw t;
        } finally {
            attachment.exit(guard);
        }
    }

    private boolean trySend(final @Nullable S message, final @Nullable TaggedPrimitive primitive, final long bits) {
        attachment.enter(guard, ASKED);
        try {
            room.length = prepare(message, primitive);
            if (room.holds(true)) {
                publish(message, primitive, bits);
                return true;
            }
            transfer.rollback();
            return false;
        } catch (final Throwable t) {
            transfer.rollback();
            throw t;
        } finally {
            attachment.exit(guard);
        }
    }

    // Either a message or a primitive.
    private int prepare(final @Nullable S message, final @Nullable TaggedPrimitive primitive) {
        if (attachment.isGone()) {
            throw attachment.refusal(ASKED);
        }
        if (message == null) {
            return Objects.requireNonNull(primitive).length();
        }
        final int length = codec.prepare(message, transfer);
        return transfer.carries() ? withList(length) : length;
    }

    // What doesn't fit is refused by the ring.
    private int withList(final int length) {
        listOffset = length;
        return (int) Math.min(Integer.MAX_VALUE, (long) length + transfer.listLength());
    }

    private int recordType() {
        return transfer.carries() ? PipeDescriptor.TYPED_WITH_HANDLES : PipeDescriptor.TYPED;
    }

    private void publish(final @Nullable S message, final @Nullable TaggedPrimitive primitive, final long bits) {
        final long claim = room.claim;
        try {
            if (message == null) {
                Objects.requireNonNull(primitive).write(bits, sender.buffer(), (int) claim);
            } else {
                codec.write(message, sender.buffer(), (int) claim);
                if (transfer.carries()) {
                    transfer.writeList(sender.buffer(), (int) claim + listOffset);
                }
            }
        } catch (final Throwable t) {
            if (!attachment.isGoneByNow()) {
                sender.abort(claim);
            }
            throw t;
        }
        sender.commit(claim);
        transfer.commit();
        if (attachment.isGone()) {
            throw attachment.refusal("finish sending, which may have succeeded");
        }
    }

    private RuntimeException refusal(final long result) {
        return result == RawConnection.CLOSED
                ? attachment.refusal(ASKED)
                : sender.peer().exception(result, ASKED);
    }

    /** Room for a message of some length: claims it. */
    private final class Room implements Waiting.Condition, EventSource {
        private int length;
        private long claim;

        @Override
        public boolean holds(final boolean slow) {
            claim = sender.tryClaim(recordType(), length);
            if (claim >= 0) {
                return true;
            }
            if (claim != RawConnection.BACK_PRESSURED) {
                throw refusal(claim);
            }
            if (slow) {
                final long gone = sender.peer().lookClosely();
                if (gone != 0) {
                    throw refusal(gone);
                }
            }
            return false;
        }

        @Override
        public EventWord event() {
            return sender.space();
        }

        @Override
        public boolean signallersCanWake() {
            return attachment.memory().segment().holders().allCanWake();
        }

        @Override
        public boolean isReady() {
            return false;
        }
    }
}
