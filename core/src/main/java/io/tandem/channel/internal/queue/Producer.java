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
    private final Outgoing<E> gathered;
    private int wanted;

    Producer(final QueueCore core, final MessageCodec<E> codec, final WaitPolicy policy) {
        super("put to");
        this.core = core;
        this.policy = policy;
        memory = core.memory;
        writer = core.writer;
        messages = new Outgoing<>(core, codec);
        gathered = new Outgoing<>(core, codec);
    }

    /** Puts one; false when the time is up. */
    boolean put(final E message, final long nanos) throws InterruptedException {
        try {
            messages.add(message);
            return flush(messages, nanos) == 1;
        } finally {
            messages.abandon();
        }
    }

    /** Puts one if there is room. */
    boolean tryPut(final E message) {
        try {
            messages.add(message);
            core.checkOpen(ASKED);
            final boolean put = published(writer.put(messages, 0)) == 1;
            if (put) {
                messages.left();
            }
            return put;
        } finally {
            messages.abandon();
        }
    }

    /** Puts many, in order, until the time is up; returns how many. One that can't be encoded ends it, behind those before it. */
    int putAll(final Iterable<? extends E> many, final long nanos) throws InterruptedException {
        final long start = System.nanoTime();
        int put = 0;
        try {
            for (final E message : many) {
                try {
                    messages.add(message);
                } catch (final Throwable t) {
                    flush(gathered, remaining(nanos, start));
                    throw t;
                }
                // What carries something goes by itself, so that all or nothing of it is taken back.
                final boolean carries = messages.carries();
                if (carries || !gathered.hasRoom(messages.batch().length(0))) {
                    final int wanted = gathered.batch().count();
                    final int flushed = flush(gathered, remaining(nanos, start));
                    put += flushed;
                    if (flushed < wanted) {
                        return put;
                    }
                }
                if (!carries) {
                    gathered.takeOver(messages);
                } else if (flush(messages, remaining(nanos, start)) == 0) {
                    return put;
                } else {
                    put++;
                }
            }
            return put + flush(gathered, remaining(nanos, start));
        } finally {
            messages.abandon();
            gathered.abandon();
        }
    }

    /** Puts what is encoded, until the time is up; returns how many of them. */
    int flush(final Outgoing<E> outgoing, final long nanos) throws InterruptedException {
        final int count = outgoing.batch().count();
        if (count == 0) {
            return 0;
        }
        int put = attempt(outgoing, 0, nanos);
        if (put == count) {
            outgoing.left();
            return put;
        }
        if (nanos <= 0) {
            return put;
        }
        final long start = System.nanoTime();
        core.blocked(true, 1);
        try {
            while (true) {
                wanted = outgoing.batch().length(put);
                if (!Waiting.await(policy, this, this, remaining(nanos, start))) {
                    return put;
                }
                put += attempt(outgoing, put, remaining(nanos, start));
                if (put == count) {
                    outgoing.left();
                    return put;
                }
            }
        } finally {
            core.blocked(true, -1);
            core.blockedFor(true, System.nanoTime() - start);
        }
    }

    private int attempt(final Outgoing<E> outgoing, final int from, final long nanos) throws InterruptedException {
        core.checkOpen(ASKED);
        return published(writer.put(outgoing, from, nanos));
    }

    private int published(final int put) {
        if (put > 0) {
            memory.data.signal();
        } else if (put == QueueWriter.CLOSED) {
            throw core.shutDown(ASKED);
        }
        return put;
    }

    static long remaining(final long nanos, final long start) {
        return nanos == Waiting.FOREVER ? nanos : Math.max(0, nanos - (System.nanoTime() - start));
    }

    // ---- what a full queue is waited for with

    @Override
    public boolean holds(final boolean slow) {
        core.checkOpen(ASKED);
        return memory.state() != QueueDescriptor.OPEN || writer.mayHaveRoom(wanted);
    }

    @Override
    public EventWord event() {
        return memory.space;
    }

    @Override
    public boolean signallersCanWake() {
        return memory.segment.holders().allCanWake();
    }

    @Override
    public boolean isReady() {
        return false;
    }
}
