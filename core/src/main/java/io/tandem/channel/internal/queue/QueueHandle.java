package io.tandem.channel.internal.queue;

import io.tandem.channel.QueueStats;
import io.tandem.channel.RawQueue;
import io.tandem.channel.SharedQueue;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.Carrier;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Transfer;
import io.tandem.segment.internal.Transferable;
import io.tandem.wait.internal.EventSource;
import io.tandem.wait.internal.EventWord;
import io.tandem.wait.internal.Waiting;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A handle of a queue, for any number of threads: each call finds a side to work with, and leaves the rest to that.
 *
 * @param <E> type of the items.
 */
final class QueueHandle<E> extends TakingQueue<E> implements SharedQueue<E>, Transferable, Carrier, EventSource {
    private final QueueTypes<E> types;
    private final OpenQueue<E> open;
    final QueueMemory memory;
    private final QueueCore core;
    private final Joining joining;

    /**
     * Takes over an open segment.
     *
     * @param segment of a queue.
     * @param types   of its items.
     */
    QueueHandle(final Segment segment, final QueueTypes<E> types) {
        this.types = types;
        open = new OpenQueue<>(segment, types, this);
        memory = open.memory();
        core = open.core();
        joining = new Joining(core, types.policy());
    }

    // ---- putting

    @Override
    public void put(final E item) throws InterruptedException {
        offer(item, Waiting.FOREVER);
    }

    @Override
    public boolean offer(final E item, final long timeout, final TimeUnit unit) throws InterruptedException {
        return offer(item, Waiting.nanos(timeout, unit));
    }

    private boolean offer(final E item, final long nanos) throws InterruptedException {
        Outgoing.requireItem(item);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        final Producer<E> side = open.producer("put");
        try {
            return side.put(item, nanos);
        } finally {
            open.exit(side);
        }
    }

    @Override
    public boolean offer(final E item) {
        final Producer<E> side = open.producer("put");
        try {
            return side.tryPut(item);
        } finally {
            open.exit(side);
        }
    }

    @Override
    public void putAll(final Collection<? extends E> items) throws InterruptedException {
        offerAll(items, Waiting.FOREVER);
    }

    @Override
    public int offerAll(final Collection<? extends E> items, final long timeout, final TimeUnit unit)
            throws InterruptedException {
        return offerAll(items, Waiting.nanos(timeout, unit));
    }

    private int offerAll(final Collection<? extends E> items, final long nanos) throws InterruptedException {
        if (Objects.requireNonNull(items, "the items") == this) {
            throw new IllegalArgumentException("A queue can't be put into itself.");
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        final Producer<E> side = open.producer("put");
        try {
            return side.putAll(items, nanos);
        } finally {
            open.exit(side);
        }
    }

    // ---- taking

    @Override
    public E take() throws InterruptedException {
        return Objects.requireNonNull(poll(Waiting.FOREVER));
    }

    @Override
    public @Nullable E poll(final long timeout, final TimeUnit unit) throws InterruptedException {
        return poll(Waiting.nanos(timeout, unit));
    }

    private @Nullable E poll(final long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        final Consumer<E> side = open.consumer("take");
        try {
            return side.take(nanos);
        } finally {
            open.exit(side);
        }
    }

    @Override
    public @Nullable E poll() {
        final Consumer<E> side = open.consumer("take");
        try {
            return side.tryTake();
        } finally {
            open.exit(side);
        }
    }

    @Override
    public int drainTo(final Collection<? super E> target) {
        return drainTo(target, Integer.MAX_VALUE);
    }

    @Override
    public int drainTo(final Collection<? super E> target, final int limit) {
        checkTarget(target);
        final Consumer<E> side = open.consumer("take");
        try {
            return side.drainTo(target, limit);
        } finally {
            open.exit(side);
        }
    }

    @Override
    public int drainTo(final Collection<? super E> target, final int limit, final long timeout, final TimeUnit unit)
            throws InterruptedException {
        checkTarget(target);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        final Consumer<E> side = open.consumer("take");
        try {
            return side.drainTo(target, limit, Waiting.nanos(timeout, unit));
        } finally {
            open.exit(side);
        }
    }

    private void checkTarget(final Collection<?> target) {
        if (Objects.requireNonNull(target, "the collection") == this) {
            throw new IllegalArgumentException("A queue can't be drained to itself.");
        }
    }

    @Override
    public void forEachUntilClosed(final java.util.function.Consumer<? super E> action) throws InterruptedException {
        Objects.requireNonNull(action, "the action");
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            final E item;
            final Consumer<E> side = open.consumer("take");
            try {
                item = side.takeUntilShutDown();
            } finally {
                open.exit(side);
            }
            if (item == null) {
                return;
            }
            action.accept(item);
        }
    }

    // ---- ending, and what is done

    @Override
    public void shutdown() {
        end(QueueDescriptor.SHUT_DOWN);
    }

    @Override
    public long shutdownNow() {
        end(QueueDescriptor.SHUT_DOWN_NOW);
        return discard(Long.MAX_VALUE);
    }

    private void end(final int state) {
        final Producer<E> side = open.producer("shut it down");
        try {
            if (core.writer.shutDown(state)) {
                memory.signalAll();
            }
        } finally {
            open.exit(side);
        }
    }

    @Override
    public boolean isShutdown() {
        final Producer<E> side = open.producer("ask whether it is shut down");
        try {
            return memory.state() != QueueDescriptor.OPEN;
        } finally {
            open.exit(side);
        }
    }

    @Override
    public void clear() {
        discard(core.size());
    }

    private long discard(final long most) {
        final Consumer<E> side = open.consumer("clear it");
        try {
            return discard(side, most);
        } finally {
            open.exit(side);
        }
    }

    private long discard(final Consumer<E> side, final long most) {
        long dropped = 0;
        try {
            // One by one: what went before a failure, or before this process's death, is marked done.
            while (dropped < most && side.discard(1) == 1) {
                core.users.markDone(1);
                dropped++;
            }
        } finally {
            if (dropped > 0) {
                memory.done.signal();
            }
        }
        return dropped;
    }

    @Override
    public void taskDone() {
        final Consumer<E> side = open.consumer("mark an item done");
        try {
            if (!core.users.markDone(1)) {
                throw new IllegalStateException("taskDone() was called more often than this process took items from "
                        + memory.describeWithin() + ". Call it once for each item, in the process that took it.");
            }
            memory.done.signal();
        } finally {
            open.exit(side);
        }
    }

    @Override
    public void join() throws InterruptedException {
        join(Waiting.FOREVER);
    }

    @Override
    public boolean join(final long timeout, final TimeUnit unit) throws InterruptedException {
        return join(Waiting.nanos(timeout, unit));
    }

    private boolean join(final long nanos) throws InterruptedException {
        final Consumer<E> side = open.consumer("join it");
        try {
            return joining.await(nanos, () -> discard(side, Long.MAX_VALUE));
        } finally {
            open.exit(side);
        }
    }

    // ---- looking

    @Override
    public int size() {
        return (int) Math.min(Integer.MAX_VALUE, longSize());
    }

    private long longSize() {
        final Consumer<E> side = open.consumer("ask for its size");
        try {
            return core.size();
        } finally {
            open.exit(side);
        }
    }

    @Override
    public int remainingCapacity() {
        return memory.maxItems == Long.MAX_VALUE
                ? Integer.MAX_VALUE
                : (int) Math.min(Integer.MAX_VALUE, Math.max(0, memory.maxItems - longSize()));
    }

    @Override
    public QueueStats stats() {
        final Consumer<E> side = open.consumer("ask for its figures");
        try {
            final long size = core.size(); // mends
            final long taken = memory.control.getLongVolatile(QueueDescriptor.TAKEN_NUMBER_OFFSET);
            final long head = memory.control.getLongVolatile(QueueDescriptor.HEAD_OFFSET);
            return new QueueStats(
                    size,
                    Math.max(0, memory.control.getLongVolatile(QueueDescriptor.TAIL_OFFSET) - head),
                    memory.control.getLongVolatile(QueueDescriptor.PUT_NUMBER_OFFSET),
                    taken,
                    Duration.ofNanos(memory.control.getLongVolatile(QueueDescriptor.PUT_BLOCKED_OFFSET)),
                    Duration.ofNanos(memory.control.getLongVolatile(QueueDescriptor.TAKE_BLOCKED_OFFSET)),
                    core.users.countWaiting(true),
                    core.users.countWaiting(false),
                    (int) java.util.Arrays.stream(memory.segment.holders().processes())
                            .filter(memory.registry::isAlive)
                            .count());
        } finally {
            open.exit(side);
        }
    }

    @Override
    public RawQueue raw() {
        core.checkOpen("use its raw layer");
        return new RawQueueSide<>(
                open, new Outgoing<>(core, types.newCodec()), new Incoming<>(core, types.newCodec(), types.type()));
    }

    // ---- as something that is waited for

    @Override
    public boolean isReady() {
        return open.isClosed() || core.reader.mayHaveItem() || memory.state() != QueueDescriptor.OPEN;
    }

    @Override
    public EventWord event() {
        return memory.data;
    }

    @Override
    public boolean signallersCanWake() {
        return memory.segment.holders().allCanWake();
    }

    // ---- as a shared object

    @Override
    public Optional<String> name() {
        return memory.segment.name();
    }

    @Override
    public Domain domain() {
        return memory.segment.domain();
    }

    @Override
    public boolean isClosed() {
        return open.isClosed();
    }

    @Override
    public void close() {
        open.close();
    }

    @Override
    public Token depart(final Transfer transfer) {
        transfer.requireWithin(domain(), memory.describe());
        final QueueTypes.Travelling travelling = types.travelling();
        // Held until it is certain that it left or didn't: so that a rollback finds the memory, whoever closes this
        // handle.
        final Side stay = open.producer("send it");
        transfer.onRollback(() -> open.exit(stay));
        transfer.onCommit(() -> open.exit(stay));
        transfer.hold(memory.segment);
        return new QueueToken(memory.segment.objectId(), travelling);
    }

    @Override
    public long channel() {
        return memory.segment.objectId();
    }

    @Override
    public Class<?> itemType() {
        return types.type();
    }

    @Override
    public String toString() {
        return memory.describe();
    }
}
