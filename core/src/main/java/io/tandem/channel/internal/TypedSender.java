package io.tandem.channel.internal;

import io.tandem.channel.RawConnection;
import io.tandem.codec.internal.MessageCodec;
import io.tandem.segment.internal.Transfer;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.EventSource;
import io.tandem.wait.internal.EventWord;
import io.tandem.wait.internal.Waiting;
import java.util.Objects;

/**
 * Sends objects: measured, then written straight into the ring. What it waits on is kept, so nothing is allocated on the
 * way.
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

    /** Sends, waiting for room; returns whether it was sent in time. */
    boolean send(final S message, final long timeoutNanos) throws InterruptedException {
        Objects.requireNonNull(message, "A message can't be null: send an Optional, or a value that means nothing.");
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        attachment.enter(guard, ASKED);
        try {
            final int length = prepare(message);
            final long claim = sender.tryClaim(PipeDescriptor.TYPED, length);
            if (claim >= 0) {
                publish(message, claim);
                return true;
            }
            if (claim != RawConnection.BACK_PRESSURED) {
                throw refusal(claim);
            }
            room.length = length;
            if (Waiting.await(policy, room, room, timeoutNanos)) {
                publish(message, room.claim);
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

    /** Sends if there is room. */
    boolean trySend(final S message) {
        Objects.requireNonNull(message, "A message can't be null: send an Optional, or a value that means nothing.");
        attachment.enter(guard, ASKED);
        try {
            final long claim = sender.tryClaim(PipeDescriptor.TYPED, prepare(message));
            if (claim >= 0) {
                publish(message, claim);
                return true;
            }
            if (claim != RawConnection.BACK_PRESSURED) {
                throw refusal(claim);
            }
            final long gone = sender.peer().lookClosely();
            if (gone != 0) {
                throw refusal(gone);
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

    private int prepare(final S message) {
        if (attachment.isGone()) {
            throw attachment.refusal(ASKED);
        }
        return codec.prepare(message, transfer);
    }

    private void publish(final S message, final long claim) {
        try {
            codec.write(message, sender.buffer(), (int) claim);
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
            claim = sender.tryClaim(PipeDescriptor.TYPED, length);
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
