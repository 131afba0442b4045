package io.tandem.channel.internal.queue;

import io.tandem.codec.internal.MessageCodec;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.EventSource;
import io.tandem.wait.internal.EventWord;
import io.tandem.wait.internal.Waiting;

/**
 * Puts, for one thread at a time: messages are encoded first, then copied in under the lock, as soon as there is room.
 *
 * @param <E> type of the messages.
 */
final class Producer<E> extends Side implements EventSource, Waiting.Condition {
    private static final String ASKED = "put";

    private final QueueCore core;
    private final QueueMemory memory;
    private final QueueWriter writer;
    private final WaitPolicy policy;
    private final Outgoing<E> messages;
    private final Turn turn;
    private int wanted;
    private int total;

    Producer(final QueueCore core, final MessageCodec<E> codec, final WaitPolicy policy) {
        super("put to");
        this.core = core;
        this.policy = policy;
        memory = core.memory;
        writer = core.writer;
        turn = new Turn(memory.control, QueueDescriptor.PUT_TURN_OFFSET, memory.putLock);
        messages = new Outgoing<>(core, codec);
    }

    /** Puts one; false when the time is up. */
    boolean put(final E message, final long nanos) throws InterruptedException {
        try {
            messages.add(message);
            return flush(1, nanos);
        } finally {
            messages.abandon();
        }
    }

    /** Puts one if there is room. */
    boolean tryPut(final E message) {
        try {
            messages.add(message);
            core.checkOpen(ASKED);
            if (published(core.tryPut(messages, 0, 1)) == QueueWriter.FULL) {
                return false;
            }
            messages.left(1);
            return true;
        } finally {
            messages.abandon();
        }
    }

    /** Puts many, in order, until the time is up; returns how many. One that can't be encoded ends it, behind those before it. */
    int putAll(final Iterable<? extends E> many, final long nanos) throws InterruptedException {
        final long start = System.nanoTime();
        total = 0;
        try {
            for (final E message : many) {
                final int before = messages.batch().count();
                try {
                    messages.add(message);
                } catch (final Throwable t) {
                    flush(before, Waiting.remaining(nanos, start));
                    throw t;
                }
                // What carries something is put by itself, so that all or nothing of it is taken back.
                if (messages.carries() && !flush(before, Waiting.remaining(nanos, start))
                        || messages.isFull() && !flush(before + 1, Waiting.remaining(nanos, start))) {
                    return total;
                }
            }
            flush(messages.batch().count(), Waiting.remaining(nanos, start));
            return total;
        } finally {
            messages.abandon();
        }
    }

    /** Puts what is encoded, up to a message, and was not put yet, until the time is up; whether all of that was put. */
    private boolean flush(final int to, final long nanos) throws InterruptedException {
        int from = messages.put();
        if (from < to) {
            if (nanos <= 0 || !turn.isAnothers()) {
                from += attempt(from, to, nanos);
            }
            if (from < to) {
                if (nanos <= 0) {
                    return false;
                }
                from = flushWaiting(from, to, nanos);
                if (from < to) {
                    return false;
                }
            }
        }
        messages.left(to);
        return true;
    }

    private int flushWaiting(final int start, final int to, final long nanos) throws InterruptedException {
        final long started = System.nanoTime();
        int from = start;
        final boolean counted = core.startWaiting(true);
        turn.begin(started);
        try {
            while (from < to) {
                wanted = messages.batch().length(from);
                if (!Waiting.await(policy, this, this, Waiting.remaining(nanos, started))) {
                    // There may be room that was left to somebody whose turn it is.
                    return writer.mayHaveRoom(wanted) ? from + attempt(from, to, 0) : from;
                }
                // There may be room, and the lock be held by who is stopped.
                final long remaining = Waiting.remaining(nanos, started);
                from += attempt(from, to, remaining);
                if (remaining == 0) {
                    break;
                }
            }
            return from;
        } finally {
            core.stopWaiting(true, counted, System.nanoTime() - started);
            if (turn.end()) {
                memory.space.signal();
            }
        }
    }

    private int attempt(final int from, final int to, final long nanos) throws InterruptedException {
        core.checkOpen(ASKED);
        int put = writer.put(messages, from, to, nanos);
        if (put == QueueWriter.FULL && core.reader.mendIfOwnerDied()) {
            put = writer.put(messages, from, to, nanos);
        }
        total += published(put);
        return put;
    }

    private int published(final int put) {
        if (put > 0) {
            memory.data.signal();
        } else if (put == QueueWriter.CLOSED) {
            throw core.shutDown(ASKED);
        }
        return put;
    }

    // ---- what a full queue is waited for with

    @Override
    public boolean holds(final boolean slow) {
        core.checkOpen(ASKED);
        if (slow) {
            core.mendCounts();
        }
        return memory.state() != QueueDescriptor.OPEN || turn.mayGo(writer.mayHaveRoom(wanted), slow);
    }

    @Override
    public EventWord event() {
        return memory.space;
    }

    @Override
    public boolean signallersCanWake() {
        return memory.segment.holders().allCanWake();
    }

    // Each look takes the consumers' words away from them, and a full queue gives them work for long.
    @Override
    public int pausesBetweenLooks() {
        return PAUSES_OF_RIVALS;
    }

    @Override
    public boolean isReady() {
        return false;
    }
}
