package io.tandem.channel.internal;

import io.tandem.channel.RawConnection;
import io.tandem.wait.internal.EventWord;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AtomicBuffer;

/** The sending half of one end. One thread at a time. */
final class RingSender {
    private final Attachment attachment;
    private final RingWriter ring;
    private final AtomicBuffer buffer;
    private final EventWord data;
    private final EventWord space;
    private final PeerWatch peer;
    private final int maxMessageLength;

    /**
     * Mends what a former sender left, and takes its place.
     *
     * @param attachment of an end that sends.
     */
    RingSender(final Attachment attachment) {
        this.attachment = attachment;
        final PipeMemory memory = attachment.memory();
        final int direction = attachment.end();
        buffer = memory.ring(direction);
        new RingRecovery(memory, buffer).mendSender();
        ring = new RingWriter(attachment, buffer);
        data = memory.dataEvent(direction);
        space = memory.spaceEvent(direction);
        peer = new PeerWatch(memory, 1 - attachment.end());
        maxMessageLength = PipeDescriptor.maxMessageLength(memory.capacity());
    }

    int maxMessageLength() {
        return maxMessageLength;
    }

    AtomicBuffer buffer() {
        return buffer;
    }

    EventWord space() {
        return space;
    }

    PeerWatch peer() {
        return peer;
    }

    long tryClaim(final int type, final int length) {
        final long refused = refused(length);
        // FULL is BACK_PRESSURED: negative results need no translation.
        return refused != 0 ? refused : ring.claim(type, length);
    }

    void commit(final long claim) {
        publish(claim);
        data.signal();
    }

    void abort(final long claim) {
        checkOpen("abort a claim");
        ring.abort((int) claim);
        data.signal();
    }

    long offer(final int type, final DirectBuffer source, final int offset, final int length) {
        final long claim = tryClaim(type, length);
        if (claim < 0) {
            return claim;
        }
        try {
            source.boundsCheck(offset, length);
            buffer.putBytes((int) claim, source, offset, length);
        } catch (final Throwable t) {
            abort(claim);
            throw t;
        }
        commit(claim);
        return attachment.isGone() ? RawConnection.CLOSED : 0;
    }

    long sendBatch(final int type, final int length, final int limit, final RawConnection.MessageWriter writer) {
        int sent = 0;
        long result = 0;
        while (sent < limit) {
            result = refused(length);
            if (result == 0) {
                result = ring.claimRun(type, length, limit - sent);
            }
            if (result < 0) {
                break;
            }
            sent += fillRun(type, (int) result, length, writer);
        }
        if (sent == 0) {
            return result;
        }
        data.signal();
        return sent;
    }

    private int fillRun(final int type, final int claim, final int length, final RawConnection.MessageWriter writer) {
        final int records = ring.runRecords();
        int filled = 0;
        try {
            writer.write(buffer, claim, length);
            int payload = claim;
            // A writer may close: then the rest may soon be another sender's.
            while (++filled < records && !attachment.isGone()) {
                payload = ring.next(payload, type, length);
                writer.write(buffer, payload, length);
            }
        } catch (final Throwable t) {
            if (!attachment.isGone()) {
                publishRun(claim, length, filled);
                data.signal(); // for those before it, too
            }
            throw t;
        }
        publishRun(claim, length, records);
        return records;
    }

    private void publishRun(final int claim, final int length, final int filled) {
        checkOpen("commit a batch");
        ring.publishRun(claim, length, filled);
    }

    /** A named negative, or 0 if a message of this length may be sent now. */
    private long refused(final int length) {
        if (attachment.isGone()) {
            return RawConnection.CLOSED;
        }
        if (Integer.compareUnsigned(length, maxMessageLength) > 0) {
            throw lengthRefused(length);
        }
        return peer.look();
    }

    private void publish(final long claim) {
        checkOpen("commit a claim");
        ring.commit((int) claim);
    }

    private void checkOpen(final String asked) {
        if (attachment.isGone()) {
            throw attachment.refusal(asked);
        }
    }

    private IllegalArgumentException lengthRefused(final int length) {
        if (length < 0) {
            return new IllegalArgumentException("A message can't have " + length + " bytes.");
        }
        final int capacity = attachment.memory().capacity();
        final long needed = PipeDescriptor.capacityFor(length);
        return new IllegalArgumentException("A message of " + length + " bytes doesn't fit: "
                + Ends.lower(attachment.memory().describe()) + " has rings of " + capacity
                + " bytes and takes messages of "
                + maxMessageLength + " at most, an eighth of that. "
                + (needed <= PipeDescriptor.MAX_CAPACITY
                        ? "Make it with capacityBytes(" + needed + "), or send smaller pieces."
                        : "Send it in pieces of " + PipeDescriptor.maxMessageLength(PipeDescriptor.MAX_CAPACITY)
                                + " bytes at most."));
    }
}
