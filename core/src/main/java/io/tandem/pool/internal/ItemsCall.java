package io.tandem.pool.internal;

import io.tandem.pool.TaskFailedException;
import io.tandem.pool.TaskOptions;
import io.tandem.pool.WorkerDiedException;
import io.tandem.segment.internal.Transfer;
import io.tandem.wait.internal.Waiting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call over many items: feeds tasks as long as not too many are under way, and hands results out, in order or as they come. One
 * thread feeds and takes; those that read results tell of them.
 */
final class ItemsCall implements Completion {
    private static final int MOST_AT_ONCE = 128;
    /** Results that came early wait for those before them, as many times as tasks may be under way. */
    private static final int BUFFERED = 4;

    /** A result that has come, with the index of its item. */
    private record Arrived(long index, Frame frame) {}

    private final PoolCore core;
    private final Object function;
    private final FunctionRef ref;
    private final Iterator<?> items;
    private final boolean ordered;
    /** Whether results that nobody has taken yet hold it up: where they are all kept anyway, they don't. */
    private final boolean bounded;

    private final List<Task> batch = new ArrayList<>();
    private final Map<Long, Frame> early = new HashMap<>();
    private long fed;
    private long taken;
    private boolean closed;

    // ---- guarded by this, and looked at without
    private Deque<Arrived> arrivals = new ArrayDeque<>();
    private volatile int waiting;
    private volatile long come;
    private volatile @Nullable RuntimeException failure;

    ItemsCall(
            final PoolCore core,
            final Object function,
            final Iterator<?> items,
            final boolean ordered,
            final boolean bounded) {
        this.core = core;
        this.function = function;
        this.items = items;
        this.ordered = ordered;
        this.bounded = bounded;
        ref = core.functions.of(function);
    }

    // ---- told

    @Override
    public synchronized void arrived(final Task task, final Frame outcome) {
        if (outcome.kind == FrameDescriptor.FAILED) {
            fail(new TaskFailedException(
                    "Item " + task.index + " failed: " + brief(core.failureOf(outcome)),
                    task.index,
                    core.failureOf(outcome)));
            return;
        }
        arrivals.add(new Arrived(task.index, outcome));
        waiting = waiting + 1;
        come = come + 1;
    }

    @Override
    public synchronized void failed(final Task task, final Throwable reason) {
        fail(
                reason instanceof WorkerDiedException died
                        ? died
                        : new TaskFailedException(
                                "Item " + task.index + " failed: " + brief(reason), task.index, reason));
        core.reader.disturb();
    }

    private static String brief(final Throwable reason) {
        return String.valueOf(reason);
    }

    private void fail(final RuntimeException reason) {
        if (failure == null) {
            failure = reason;
        }
    }

    // ---- asked

    /** The next result, or {@link #END}. */
    @Nullable
    Object next() throws InterruptedException {
        while (true) {
            feed();
            final Frame frame = nextFrame();
            if (frame != null) {
                return value(frame);
            }
            if (taken == fed && !items.hasNext()) {
                close();
                return END;
            }
            core.reader.await(() -> waiting > 0 || failure != null, Waiting.FOREVER);
        }
    }

    static final Object END = new Object();

    private @Nullable Frame nextFrame() {
        if (ordered) {
            final Frame frame = early.isEmpty() ? null : early.remove(taken);
            if (frame != null) {
                taken++;
                return frame;
            }
        }
        while (true) {
            final Arrived arrived;
            synchronized (this) {
                final RuntimeException failed = failure;
                if (failed != null) {
                    close();
                    throw failed;
                }
                arrived = arrivals.poll();
                if (arrived == null) {
                    return null;
                }
                waiting = waiting - 1;
            }
            if (!ordered || arrived.index == taken) {
                taken++;
                return arrived.frame;
            }
            early.put(arrived.index, arrived.frame);
        }
    }

    private @Nullable Object value(final Frame frame) {
        try {
            return frame.take(core.domain);
        } catch (final Throwable t) {
            close();
            throw new TaskFailedException(
                    "The result of item " + (taken - 1) + " can't be read: " + brief(t), taken - 1, t);
        }
    }

    private void feed() throws InterruptedException {
        final int lookAhead = core.lookAhead();
        final long underWay = fed - come;
        final long room = bounded
                ? Math.min(lookAhead - underWay, BUFFERED * (long) lookAhead - (fed - taken))
                : lookAhead - underWay;
        if (room <= 0 || underWay > 0 && room < MOST_AT_ONCE && room < lookAhead / 2) {
            return; // some at a time
        }
        try {
            while (batch.size() < room && items.hasNext()) {
                batch.add(task(items.next()));
                if (batch.size() == MOST_AT_ONCE) {
                    break;
                }
            }
        } catch (final RuntimeException | Error t) { // of the caller's own source, or of an item that can't travel
            close();
            throw t;
        }
        if (!batch.isEmpty()) {
            final List<Task> tasks = List.copyOf(batch);
            batch.clear();
            fed += tasks.size();
            core.submitAll(tasks);
        }
    }

    private Task task(final @Nullable Object item) {
        final Task task = new Task(ref, this, TaskOptions.DEFAULT, fed + batch.size());
        final Transfer kept = Transfer.kept(core.domain);
        try {
            if (item instanceof Pair pair) {
                task.bytes(Values.encodeAll(pair.values(), kept), FrameDescriptor.MANY);
            } else {
                Values.put(task, item, kept);
            }
        } catch (final Throwable t) {
            kept.rollback();
            throw t;
        }
        task.held = kept.isUsed() ? kept : null;
        return task;
    }

    /** Gives up what wasn't started. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        batch.forEach(Task::letGo);
        if (fed > taken) {
            core.cancelAll(task -> task.completion == this);
        }
        if (!core.functions.isLasting(ref, function)) {
            core.forget(ref);
        }
    }

    /** Two items for one task. */
    record Pair(@Nullable Object first, @Nullable Object second) {
        Object[] values() {
            return new Object[] {first, second};
        }
    }
}
