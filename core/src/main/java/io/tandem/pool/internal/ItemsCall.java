package io.tandem.pool.internal;

import io.tandem.pool.ItemOutcome;
import io.tandem.pool.TaskFailedException;
import io.tandem.segment.internal.Transfer;
import io.tandem.wait.internal.Waiting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One call over many items: feeds tasks as long as not too many are under way, and hands results out, in order or as they come. One
 * thread feeds and takes; those that read results tell of them.
 */
final class ItemsCall implements Completion {
    static final Object END = new Object();

    private static final int MOST_TASKS = 128;
    private static final int MOST_ITEMS = 1 << 13;
    /** Results that came early wait for those before them, as many times as items may be under way. */
    private static final int BUFFERED = 4;

    /** What has come of some items: their results, or why there are none. */
    private record Arrived(long index, int count, Object outcome) {}

    private final Dispatcher pool;
    private final CallOptions options;
    private final Object function;
    private final FunctionRef ref;
    private final Iterator<?> items;
    private final ChunkSizes sizes;

    private final Map<Long, Arrived> early = new HashMap<>();
    private long fed;
    private long taken;
    private boolean closed;
    private boolean hasFed;

    // ---- what is handed out just now
    private @Nullable Parts parts;
    private int part;
    private long index;
    private long told;

    // ---- guarded by this, and looked at without
    private final Deque<Arrived> arrivals = new ArrayDeque<>();
    private volatile int waiting;
    private volatile long come;
    private volatile @Nullable RuntimeException failure;

    ItemsCall(final Dispatcher pool, final CallOptions options, final Object function, final Iterator<?> items) {
        this.pool = pool;
        this.options = options;
        this.function = function;
        this.items = items;
        sizes = new ChunkSizes(options, pool);
        ref = pool.functions().of(function);
        if (isFinishedAnyway()) {
            boolean begun = false;
            try {
                pool.callBegins();
                begun = true;
            } finally {
                if (!begun) {
                    closed = true;
                    letGoOfFunction();
                }
            }
        }
    }

    /** Whether somebody is sure to go on with it to its end, so that a pool that is closed can wait for it. */
    boolean isFinishedAnyway() {
        return !options.bounded();
    }

    /** Whether it has submitted anything. */
    boolean hasBegun() {
        return isFinishedAnyway() || hasFed;
    }

    // ---- told

    @Override
    public synchronized void arrived(final Task task, final Frame outcome) {
        if (outcome.kind == FrameDescriptor.FAILED || outcome.kind == FrameDescriptor.PART_FAILED) {
            final RuntimeException own = TaskFailures.thrown(task.index + outcome.end - 1, TaskFailures.of(outcome));
            enterFailure(task, outcome.first, outcome.end, own);
            return;
        }
        if (outcome.kind == FrameDescriptor.DONE) {
            sizes.learn(outcome.index, outcome.nanos);
        }
        if (outcome.end > outcome.first) {
            enter(new Arrived(task.index + outcome.first, outcome.end - outcome.first, outcome));
        }
    }

    @Override
    public synchronized void failed(final Task task, final int first, final int end, final Throwable reason) {
        enterFailure(task, first, end, reason);
        pool.disturb();
    }

    private void enterFailure(final Task task, final int first, final int end, final Throwable reason) {
        if (options.collects()) {
            enter(new Arrived(task.index + first, end - first, reason));
        } else if (failure == null) {
            failure = toThrow(task.index + end - 1, reason);
        }
    }

    /** What the caller gets: as it is, if a task's own failure is in it already, or if there is none, since nobody wants the task. */
    private static RuntimeException toThrow(final long item, final Throwable reason) {
        return reason instanceof TaskFailedException || reason instanceof CancellationException
                ? (RuntimeException) reason
                : TaskFailures.thrown(item, reason);
    }

    private synchronized void enter(final Arrived arrived) {
        arrivals.add(arrived);
        waiting = waiting + 1;
        come = come + arrived.count;
    }

    // ---- asked

    /** The next result (an {@link ItemOutcome} where all are collected), or {@link #END}. */
    @Nullable
    Object next() throws InterruptedException {
        final Parts current = parts;
        if (current != null && part < current.count()) {
            return value(current);
        }
        while (true) {
            feed();
            final Arrived arrived = nextArrived();
            tellProgress();
            if (arrived != null) {
                return first(arrived);
            }
            if (taken == fed && !items.hasNext()) {
                close();
                return END;
            }
            pool.await(() -> waiting > 0 || failure != null, Waiting.FOREVER);
        }
    }

    private void tellProgress() {
        final long done = come;
        if (done != told) {
            told = done;
            options.progress().progressed(done, options.total());
        }
    }

    private @Nullable Object first(final Arrived arrived) {
        if (arrived.outcome instanceof Throwable reason) {
            if (arrived.count > 1) { // one outcome each
                early.put(arrived.index + 1, new Arrived(arrived.index + 1, arrived.count - 1, reason));
            }
            taken++;
            return ItemOutcome.failed(arrived.index, toThrow(arrived.index, reason));
        }
        try {
            parts = Parts.of((Frame) arrived.outcome, pool.domain());
        } catch (final RuntimeException e) {
            throw unreadable(arrived.index, e);
        }
        part = 0;
        index = arrived.index;
        return value(parts);
    }

    private @Nullable Object value(final Parts current) {
        final int next = part++;
        taken++;
        try {
            final Object value = current.get(next);
            return options.collects() ? ItemOutcome.returned(index + next, value) : value;
        } catch (final Throwable t) { // of this result alone
            if (options.collects()) {
                return ItemOutcome.failed(index + next, unreadableResult(index + next, t));
            }
            throw unreadable(index + next, t);
        }
    }

    private RuntimeException unreadable(final long item, final Throwable reason) {
        close();
        return unreadableResult(item, reason);
    }

    private static RuntimeException unreadableResult(final long item, final Throwable reason) {
        return new TaskFailedException("The result of item " + item + " can't be read: " + reason, item, reason);
    }

    private @Nullable Arrived nextArrived() {
        if (!early.isEmpty()) {
            final Arrived next = options.ordered()
                    ? early.remove(taken)
                    : early.remove(early.keySet().iterator().next());
            if (next != null) {
                return next;
            }
        }
        while (true) {
            final RuntimeException failed = failure;
            if (failed != null) {
                close(); // not while others can't tell of results: it tells other calls of theirs
                throw failed;
            }
            final Arrived arrived;
            synchronized (this) {
                arrived = arrivals.poll();
                if (arrived == null) {
                    return null;
                }
                waiting = waiting - 1;
            }
            if (!options.ordered() || arrived.index == taken) {
                return arrived;
            }
            early.put(arrived.index, arrived);
        }
    }

    // ---- feeding

    private void feed() throws InterruptedException {
        final long allowed = (long) pool.lookAhead() * sizes.current();
        final long underWay = fed - come;
        long room = allowed - underWay;
        if (options.bounded()) {
            room = Math.min(room, Math.min(BUFFERED * allowed, options.lookAhead()) - (fed - taken));
        }
        if (room <= 0 || underWay > 0 && room < allowed / 2 && room < options.lookAhead() / 2) {
            return; // some at a time
        }
        final List<Task> batch = new ArrayList<>();
        long count = 0;
        boolean complete = false;
        try {
            while (count < room && count < MOST_ITEMS && batch.size() < MOST_TASKS && items.hasNext()) {
                final Task task = task((int) Math.min(room - count, sizes.next(fed + count)), fed + count);
                batch.add(task);
                count += task.end;
            }
            complete = true;
        } finally {
            if (!complete) { // by the caller's own source, or an item that can't travel
                batch.forEach(Task::letGo);
                close();
            }
        }
        if (!batch.isEmpty()) {
            fed += count;
            pool.submitAll(batch);
            hasFed = true;
        }
    }

    private Task task(final int most, final long at) {
        final Object first = items.next();
        final Task task = new Task(ref, this, options.task(), at);
        if (most == 1 && (first == null || Values.isPlain(first))) {
            task.value(first);
            return task;
        }
        final Transfer kept = Transfer.kept(pool.domain());
        try {
            if (most > 1
                    && !Values.isLarge(first)) { // before the source is asked for more, which may use the item anew
                fill(task, first, most, kept);
            } else if (first instanceof Pair pair) {
                final Object[] both = {pair.first, pair.second};
                task.bytes(Values.encodeAll(both, both.length, kept), FrameDescriptor.MANY);
            } else if (options.waits() && options.total() >= 0 && Values.isLarge(first)) {
                task.value(first); // of a collection, whose owner waits here and doesn't change it
            } else {
                Values.put(task, first, kept);
            }
            task.held = Held.of(kept);
            return task;
        } catch (final Throwable t) {
            kept.rollback();
            throw t;
        }
    }

    private void fill(final Task task, final @Nullable Object first, final int most, final Transfer kept) {
        final Packer packer = new Packer(kept);
        int count = 0;
        Object item = first;
        while (true) {
            if (item instanceof Pair pair) {
                packer.add(pair.first);
                packer.add(pair.second);
            } else {
                packer.add(item);
            }
            if (++count == most || packer.bytes() > ChunkSizes.MOST_BYTES || !items.hasNext()) {
                break;
            }
            item = items.next();
        }
        packer.into(task);
        task.chunk(count);
    }

    /** Has the thread that waits for results give up. Any thread. */
    void abandon() {
        synchronized (this) {
            if (failure == null) {
                failure = new CancellationException("The call was cancelled.");
            }
        }
        pool.disturb();
    }

    /** Gives up what wasn't started. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (fed > come) {
            pool.cancelAll(task -> task.completion == this);
        }
        letGoOfFunction();
        if (isFinishedAnyway()) {
            pool.callEnds();
        }
    }

    private void letGoOfFunction() {
        if (!pool.functions().isLasting(ref, function)) {
            pool.forget(ref);
        }
    }

    /** Two items for one task. */
    record Pair(@Nullable Object first, @Nullable Object second) {}
}
