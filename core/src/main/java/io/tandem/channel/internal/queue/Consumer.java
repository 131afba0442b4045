package io.tandem.channel.internal.queue;

import io.tandem.codec.internal.MessageCodec;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.internal.EventSource;
import io.tandem.wait.internal.Waiting;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Takes, for one thread at a time: messages are copied out under the lock, and decoded afterwards.
 *
 * @param <E> type of the messages.
 */
final class Consumer<E> extends Side implements Waiting.Condition {
    private static final String ASKED = "take";

    private final QueueCore core;
    private final QueueMemory memory;
    private final QueueReader reader;
    private final WaitPolicy policy;
    private final EventSource source;
    private final Turn turn;
    private final Incoming<E> messages;

    Consumer(
            final QueueCore core,
            final MessageCodec<E> codec,
            final Class<E> type,
            final WaitPolicy policy,
            final EventSource source) {
        super("take from");
        this.core = core;
        this.policy = policy;
        this.source = source;
        memory = core.memory;
        reader = core.reader;
        turn = new Turn(memory.control, QueueDescriptor.TAKE_TURN_OFFSET, memory.takeLock);
        messages = new Incoming<>(core, codec, type);
    }

    /** Takes one; null when the time is up. */
    @Nullable
    E take(final long nanos) throws InterruptedException {
        try {
            return fill(1, nanos) == 0 ? null : messages.decode(0);
        } finally {
            messages.clear();
        }
    }

    /** Takes one if there is one. */
    @Nullable
    E tryTake() {
        try {
            return tryFill(1) == 0 ? null : messages.decode(0);
        } finally {
            messages.clear();
        }
    }

    /** Takes one; null when the queue is shut down and empty. */
    @Nullable
    E takeUntilShutDown() throws InterruptedException {
        try {
            int count = attempt(1, Waiting.FOREVER);
            if (count == 0) {
                count = attemptWaiting(1, Waiting.FOREVER);
            }
            return count > 0 ? messages.decode(0) : null;
        } finally {
            messages.clear();
        }
    }

    /**
     * Takes up to a number of messages into a collection, waiting for the first of them until the time is up. Those that can't
     * be decoded are left out, and told at the end.
     */
    int drainTo(final Collection<? super E> target, final int limit, final long nanos) throws InterruptedException {
        if (limit <= 0) {
            return 0;
        }
        final Drain<E> drain = new Drain<>(messages, target);
        try {
            drain.decode(fill(limit, nanos));
        } finally {
            messages.clear();
        }
        return drainMore(drain, limit);
    }

    /** The same, without waiting. */
    int drainTo(final Collection<? super E> target, final int limit) {
        core.checkOpen(ASKED);
        return drainMore(new Drain<>(messages, target), limit);
    }

    private int drainMore(final Drain<E> drain, final int limit) {
        boolean more = true;
        while (more && drain.taken() < limit) {
            try {
                more = drain.decode(takeInto(messages, limit - drain.taken()));
            } finally {
                messages.clear();
            }
        }
        return drain.finish();
    }

    /** Drops what is there, but no more than a number; returns how many, which are this process's to mark done. */
    long discard(final long most) {
        long dropped = 0;
        while (dropped < most) {
            try {
                final int count = reader.take(messages, (int) Math.min(Integer.MAX_VALUE, most - dropped));
                if (count == 0) {
                    break;
                }
                for (int message = 0; message < count; message++) {
                    messages.discard(message);
                }
                dropped += count;
            } finally {
                messages.clear();
            }
        }
        if (dropped > 0) {
            memory.space.signal();
        }
        return dropped;
    }

    /** Copies out up to a number of messages, waiting for the first of them; 0 when the time is up. */
    int fill(final int limit, final long nanos) throws InterruptedException {
        int count = attempt(limit, nanos);
        if (count == 0 && nanos > 0) {
            count = attemptWaiting(limit, nanos);
        }
        if (count < 0) {
            throw core.shutDown(ASKED);
        }
        return count;
    }

    private int tryFill(final int limit) {
        core.checkOpen(ASKED);
        final int count = takeInto(messages, limit);
        if (count < 0) {
            throw core.shutDown(ASKED);
        }
        return count;
    }

    /** As {@link #attempt}, until the time is up. */
    private int attemptWaiting(final int limit, final long nanos) throws InterruptedException {
        final long start = System.nanoTime();
        final boolean counted = core.startWaiting(false);
        turn.begin(start);
        try {
            while (awaitItem(Waiting.remaining(nanos, start))) {
                // An item may be there, and the lock be held by who is stopped.
                final long remaining = Waiting.remaining(nanos, start);
                final int count = attempt(limit, remaining);
                if (count != 0 || remaining == 0) {
                    return count;
                }
            }
            return attempt(limit, 0); // there may be one that was left to somebody whose turn it is
        } finally {
            core.stopWaiting(false, counted, System.nanoTime() - start);
            if (turn.end()) {
                memory.data.signal();
            }
        }
    }

    private boolean awaitItem(final long nanos) throws InterruptedException {
        return Waiting.await(policy, source, this, nanos);
    }

    /** Copies out what is there, up to a number; -1 if there is none and never will be. Never waits. */
    int takeInto(final Incoming<E> target, final int limit) {
        final int there = look();
        return there <= 0 ? there : signalled(reader.take(target, limit));
    }

    private int attempt(final int limit, final long nanos) throws InterruptedException {
        core.checkOpen(ASKED);
        final int there = look();
        // Once it is shut down nobody waits for the rest, and so nobody would take the turn from one that is gone.
        if (there <= 0 || nanos > 0 && turn.isAnothers() && memory.state() == QueueDescriptor.OPEN) {
            return Math.min(0, there);
        }
        return signalled(reader.take(messages, limit, nanos));
    }

    private int signalled(final int count) {
        if (count > 0) {
            memory.space.signal();
        }
        return count;
    }

    /** 1 if an item may be there; 0 if not; -1 if never again. The state is read first: nothing is put once it has changed. */
    private int look() {
        final int state = memory.state();
        if (state == QueueDescriptor.SHUT_DOWN_NOW) {
            return -1;
        }
        return reader.mayHaveItem() ? 1 : state == QueueDescriptor.OPEN ? 0 : -1;
    }

    @Override
    public boolean holds(final boolean slow) {
        core.checkOpen(ASKED);
        return memory.state() != QueueDescriptor.OPEN || turn.mayGo(reader.mayHaveItem(), slow);
    }
}
