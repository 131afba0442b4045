package io.tandem.channel.internal;

import io.tandem.channel.RawConnection;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/** The raw layer: named results around the two halves. */
final class RawPipeConnection implements RawConnection {
    private static final boolean CHECK_THREADS = Boolean.getBoolean("tandem.checkThreads");

    private final Attachment attachment;
    private final @Nullable RingSender sender;
    private final @Nullable RingReceiver receiver;
    /** Not those of typed calls: a claim is held between calls, and a close doesn't wait for it. */
    private final ThreadGuard sending = new ThreadGuard("send on");

    private final ThreadGuard receiving = new ThreadGuard("receive from");

    RawPipeConnection(
            final Attachment attachment, final @Nullable RingSender sender, final @Nullable RingReceiver receiver) {
        this.attachment = attachment;
        this.sender = sender;
        this.receiver = receiver;
    }

    @Override
    public long tryClaim(final int length) {
        if (!CHECK_THREADS) {
            return sender().tryClaim(PipeDescriptor.BYTES, length);
        }
        sending.enter();
        long claim = CLOSED;
        try {
            claim = sender().tryClaim(PipeDescriptor.BYTES, length);
        } finally {
            if (claim < 0) {
                sending.exit();
            }
        }
        return claim;
    }

    @Override
    public MutableDirectBuffer buffer() {
        return sender().buffer();
    }

    @Override
    public void commit(final long claim) {
        if (!CHECK_THREADS) {
            sender().commit(claim);
            return;
        }
        sending.enter();
        try {
            sender().commit(claim);
            sending.exit();
        } finally {
            sending.exit();
        }
    }

    @Override
    public void abort(final long claim) {
        if (!CHECK_THREADS) {
            sender().abort(claim);
            return;
        }
        sending.enter();
        try {
            sender().abort(claim);
            sending.exit();
        } finally {
            sending.exit();
        }
    }

    @Override
    public long offer(final DirectBuffer source, final int offset, final int length) {
        if (!CHECK_THREADS) {
            return sender().offer(PipeDescriptor.BYTES, source, offset, length);
        }
        sending.enter();
        try {
            return sender().offer(PipeDescriptor.BYTES, source, offset, length);
        } finally {
            sending.exit();
        }
    }

    @Override
    public long sendBatch(final int length, final int limit, final MessageWriter writer) {
        checkLimit(limit);
        if (!CHECK_THREADS) {
            return sender().sendBatch(PipeDescriptor.BYTES, length, limit, writer);
        }
        sending.enter();
        try {
            return sender().sendBatch(PipeDescriptor.BYTES, length, limit, writer);
        } finally {
            sending.exit();
        }
    }

    @Override
    public long poll(final MessageHandler handler, final int limit) {
        checkLimit(limit);
        if (!CHECK_THREADS) {
            return pollUnchecked(handler, limit);
        }
        receiving.enter();
        try {
            return pollUnchecked(handler, limit);
        } finally {
            receiving.exit();
        }
    }

    private long pollUnchecked(final MessageHandler handler, final int limit) {
        final RingReceiver half = receiver();
        if (attachment.isGone()) {
            return CLOSED;
        }
        final int messages = half.poll(handler, limit);
        return messages != 0 ? messages : pollWhenEmpty(half, handler, limit);
    }

    // The peer is looked at before the ring is looked at again: what it sent before it went is received first.
    private long pollWhenEmpty(final RingReceiver half, final MessageHandler handler, final int limit) {
        final long gone = half.peer().look();
        if (attachment.isGone()) {
            return CLOSED;
        }
        if (gone == 0) {
            return 0;
        }
        final int messages = half.poll(handler, limit);
        return messages != 0 ? messages : gone;
    }

    @Override
    public long receiveInto(final MutableDirectBuffer target, final int offset, final int length) {
        target.boundsCheck(offset, length);
        if (!CHECK_THREADS) {
            return copyOut(target, offset, length);
        }
        receiving.enter();
        try {
            return copyOut(target, offset, length);
        } finally {
            receiving.exit();
        }
    }

    private long copyOut(final MutableDirectBuffer target, final int offset, final int length) {
        final RingReceiver half = receiver();
        if (attachment.isGone()) {
            return CLOSED;
        }
        int found = half.peek();
        if (found < 0) {
            final long gone = half.peer().look();
            found = half.peek();
            if (found < 0) {
                return attachment.isGone() ? CLOSED : gone == 0 ? EMPTY : gone;
            }
        }
        if (found > length) {
            throw new IllegalArgumentException("The next message has " + found + " bytes and there is room for "
                    + length + ". It wasn't consumed: receive it with more room.");
        }
        target.putBytes(offset, half.buffer(), half.messageOffset(), found);
        half.advanceWithoutHandles();
        return attachment.isGone() ? CLOSED : found;
    }

    @Override
    public int maxMessageLength() {
        return PipeDescriptor.maxMessageLength(attachment.memory().capacity());
    }

    private static void checkLimit(final int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("A limit of " + limit + " messages; it must be 1 or more.");
        }
    }

    private RingSender sender() {
        final RingSender half = sender;
        if (half == null) {
            throw PipeConnection.receiveOnly(attachment);
        }
        return half;
    }

    private RingReceiver receiver() {
        final RingReceiver half = receiver;
        if (half == null) {
            throw PipeConnection.sendOnly(attachment);
        }
        return half;
    }
}
