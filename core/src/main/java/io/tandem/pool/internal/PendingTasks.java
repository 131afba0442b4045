package io.tandem.pool.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tasks that wait for a worker: by priority, and in the order of their submission. Guarded by the pool's lock. */
final class PendingTasks {
    private final TreeMap<Integer, Deque<Task>> byPriority = new TreeMap<>(Comparator.reverseOrder());
    private int size;
    /** Of the first priority, most times the only one. */
    private @Nullable Deque<Task> first;

    int size() {
        return size;
    }

    void add(final Task task) {
        queueOf(task).addLast(task);
        size++;
    }

    /** Puts one back that was taken, ahead of its like. */
    void putBack(final Task task) {
        queueOf(task).addFirst(task);
        size++;
    }

    private Deque<Task> queueOf(final Task task) {
        final int priority = task.options.priority();
        final Deque<Task> queue = byPriority.computeIfAbsent(priority, key -> new ArrayDeque<>());
        first = byPriority.firstEntry().getValue();
        return queue;
    }

    @Nullable
    Task poll() {
        if (size == 0) {
            return null;
        }
        Deque<Task> queue = first;
        while (queue == null || queue.isEmpty()) {
            byPriority.pollFirstEntry();
            queue = byPriority.firstEntry().getValue();
            first = queue;
        }
        size--;
        return queue.pollFirst();
    }

    /** The first that fits, or null. */
    @Nullable
    Task pollFirst(final Predicate<Task> which) {
        for (final Deque<Task> queue : byPriority.values()) {
            for (final Task task : queue) {
                if (which.test(task)) {
                    queue.remove(task);
                    size--;
                    return task;
                }
            }
        }
        return null;
    }

    /** Removes one; false if it isn't there. */
    boolean remove(final Task task) {
        final Deque<Task> queue = byPriority.get(task.options.priority());
        if (queue != null && queue.remove(task)) {
            size--;
            return true;
        }
        return false;
    }

    /** Removes all that fit, in order. */
    List<Task> removeAll(final Predicate<Task> which) {
        final List<Task> removed = new ArrayList<>();
        for (final Deque<Task> queue : byPriority.values()) {
            for (final Iterator<Task> it = queue.iterator(); it.hasNext(); ) {
                final Task task = it.next();
                if (which.test(task)) {
                    it.remove();
                    removed.add(task);
                }
            }
        }
        size -= removed.size();
        return removed;
    }
}
