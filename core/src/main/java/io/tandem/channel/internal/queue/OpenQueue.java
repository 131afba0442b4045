package io.tandem.channel.internal.queue;

import io.tandem.channel.internal.LastOut;
import io.tandem.segment.internal.Segment;
import io.tandem.wait.internal.EventSource;
import org.jspecify.annotations.Nullable;

/**
 * One handle's hold on a queue, until it is closed: each call borrows a side and leaves through {@link #exit}, so that a close
 * knows who is inside, and the memory goes when nobody is any more.
 *
 * @param <E> type of the items.
 */
final class OpenQueue<E> {
    private final QueueMemory memory;
    private final QueueCore core;
    private final Sides<Producer<E>> producers;
    private final Sides<Consumer<E>> consumers;
    /** Plain: who waits is woken and looks again; who calls later is refused by the sealed sides. */
    private boolean closed;

    private volatile boolean closing;
    private boolean released;

    /**
     * Takes over an open segment.
     *
     * @param segment of a queue.
     * @param types   of its items.
     * @param source  what its consumers wait for.
     */
    OpenQueue(final Segment segment, final QueueTypes<E> types, final EventSource source) {
        memory = new QueueMemory(segment, types.policy());
        core = new QueueCore(memory, this::isClosed);
        producers = new Sides<>(() -> new Producer<>(core, types.newCodec(), types.policy()));
        consumers = new Sides<>(() -> new Consumer<>(core, types.newCodec(), types.type(), types.policy(), source));
    }

    QueueMemory memory() {
        return memory;
    }

    QueueCore core() {
        return core;
    }

    boolean isClosed() {
        return closed;
    }

    /** A side to put with, to be {@linkplain #exit left}; or says that the handle is closed. */
    Producer<E> producer(final String asked) {
        final Producer<E> side = producerOrNone();
        if (side == null) {
            throw core.closed(asked);
        }
        return side;
    }

    /** The same; null if the handle is closed. */
    @Nullable
    Producer<E> producerOrNone() {
        return closed ? null : producers.borrow();
    }

    /** A side to take with, to be {@linkplain #exit left}; or says that the handle is closed. */
    Consumer<E> consumer(final String asked) {
        final Consumer<E> side = consumerOrNone();
        if (side == null) {
            throw core.closed(asked);
        }
        return side;
    }

    /** The same; null if the handle is closed. */
    @Nullable
    Consumer<E> consumerOrNone() {
        return closed ? null : consumers.borrow();
    }

    /** Gives a side back; the last to do so finishes what a close has left. */
    void exit(final Side side) {
        side.guard().exit();
        if (closed && closing) {
            LastOut.leave(this::finishClosing);
        }
    }

    void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            closing = true;
        }
        memory.signalAll();
        LastOut.close(this::finishClosing, () -> producers.isInside() || consumers.isInside());
    }

    /** Lets go of the memory, once nobody is inside any more; whether that is done. */
    private boolean finishClosing() {
        synchronized (this) {
            if (released) {
                return true;
            }
            final boolean noProducer = producers.seal();
            if (!consumers.seal() || !noProducer) {
                return false;
            }
            released = true;
        }
        memory.parked.close();
        memory.segment.close();
        return true;
    }
}
