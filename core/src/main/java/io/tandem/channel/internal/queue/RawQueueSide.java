package io.tandem.channel.internal.queue;

import io.tandem.channel.MessageView;
import io.tandem.channel.RawConnection;
import io.tandem.channel.RawQueue;
import io.tandem.codec.internal.PrimitiveArray;
import io.tandem.segment.internal.Segment;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The raw layer for one thread: a batch that is being made, and one that is being worked on.
 *
 * @param <E> type of the queue's messages.
 */
final class RawQueueSide<E> implements RawQueue {
    private static final byte[] NOTHING = new byte[0];

    private final OpenQueue<E> open;
    private final QueueCore core;
    private final Outgoing<E> outgoing;
    private final Incoming<E> incoming;
    private final UnsafeBuffer claim = new UnsafeBuffer(NOTHING);
    private int handled;

    RawQueueSide(final OpenQueue<E> open, final Outgoing<E> outgoing, final Incoming<E> incoming) {
        this.open = open;
        this.outgoing = outgoing;
        this.incoming = incoming;
        core = open.core();
    }

    @Override
    public MutableDirectBuffer claim(final int length) {
        if (length < 0) {
            throw new IllegalArgumentException("A message can't have " + length + " bytes.");
        }
        if (claimed() > 0 && !outgoing.hasRoom(length)) {
            throw new IllegalStateException("A message of " + length + " bytes can't be claimed behind " + claimed()
                    + " others: publish those first.");
        }
        if (outgoing.fitsRecord(length)) { // then it is made in this thread's memory, which no close takes away
            core.checkOpen("claim");
            outgoing.claim(length);
            claim.wrap(outgoing.batch().array(), outgoing.lastOffset(), length);
            return claim;
        }
        final Producer<E> gate = open.producer("claim");
        try {
            return outgoing.claim(length);
        } finally {
            open.exit(gate);
        }
    }

    @Override
    public long publish() {
        final int count = outgoing.batch().count();
        if (count == 0) {
            return 0;
        }
        final Producer<E> gate = open.producerOrNone();
        if (gate == null) {
            return CLOSED;
        }
        try {
            final int from = outgoing.put();
            final int put = core.tryPut(outgoing, from, count);
            if (put <= 0) {
                return put == 0 ? BACK_PRESSURED : SHUT_DOWN;
            }
            core.memory.data.signal();
            outgoing.left(from + put);
            return put;
        } finally {
            open.exit(gate);
        }
    }

    @Override
    public int claimed() {
        return outgoing.batch().count() - outgoing.put();
    }

    @Override
    public void abort() {
        outgoing.abandon();
    }

    @Override
    public long poll(final RawConnection.MessageHandler handler, final int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("A limit of " + limit + " messages; it must be 1 or more.");
        }
        if (handled == incoming.count()) {
            final long result = refill(limit);
            if (result <= 0) {
                return result;
            }
        }
        int now = 0;
        while (now < limit && handled < incoming.count()) {
            final int message = handled++;
            now++;
            incoming.discard(message); // what a typed message carries can't be had here
            handler.onMessage(incoming.buffer(message), incoming.offset(message), incoming.length(message));
        }
        return now;
    }

    @Override
    public @Nullable MessageView poll() {
        if (handled == incoming.count() && refill(1) <= 0) {
            return null;
        }
        final int message = handled++;
        final int length = incoming.length(message);
        incoming.discard(message);
        if (incoming.isPayload(message)) {
            return new View(incoming.buffer(message), incoming.releasePayload(), this::letGo);
        }
        final byte[] copy = PrimitiveArray.bytes(incoming.buffer(message), incoming.offset(message), length);
        return new View(new UnsafeBuffer(copy), null, this::letGo);
    }

    // What it holds may become a spare only while the queue's memory is there.
    private void letGo(final Segment payload) {
        final Consumer<E> gate = open.consumerOrNone();
        if (gate == null) {
            Payloads.discard(payload);
            return;
        }
        try {
            incoming.letGo(payload);
        } finally {
            open.exit(gate);
        }
    }

    private long refill(final int limit) {
        final Consumer<E> gate = open.consumerOrNone();
        if (gate == null) {
            return CLOSED;
        }
        try {
            incoming.clear();
            handled = 0;
            final int count = gate.takeInto(incoming, limit);
            return count < 0 ? SHUT_DOWN : count;
        } catch (final RuntimeException e) {
            incoming.clear(); // what was copied before the failure is still in the queue
            throw e;
        } finally {
            open.exit(gate);
        }
    }

    @Override
    public void close() {
        abort();
        clearIncoming();
        handled = 0;
    }

    // What it holds may become a spare only while the queue's memory is there.
    private void clearIncoming() {
        final Consumer<E> gate = open.consumerOrNone();
        if (gate == null) {
            incoming.drop();
            return;
        }
        try {
            incoming.clear();
        } finally {
            open.exit(gate);
        }
    }

    /** What was taken: a segment's own bytes, or a copy of a few. */
    private static final class View implements MessageView {
        private final UnsafeBuffer bytes;
        private final java.util.function.Consumer<Segment> letGo;
        private @Nullable Segment segment;

        View(
                final DirectBuffer buffer,
                final @Nullable Segment segment,
                final java.util.function.Consumer<Segment> letGo) {
            this.bytes = buffer instanceof final UnsafeBuffer own ? own : new UnsafeBuffer(buffer);
            this.segment = segment;
            this.letGo = letGo;
        }

        @Override
        public DirectBuffer buffer() {
            return bytes;
        }

        @Override
        public void close() {
            final Segment held = segment;
            segment = null;
            if (held != null) {
                bytes.wrap(NOTHING);
                letGo.accept(held);
            }
        }
    }
}
