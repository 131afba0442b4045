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
    /** Of priority 0. */
    private final Deque<Task> usual = new ArrayDeque<>();
    /** Of any other, the highest first. */
    private final TreeMap<Integer, Deque<Task>> others = new TreeMap<>(Comparator.reverseOrder());

    private int size;

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
        return priority == 0 ? usual : others.computeIfAbsent(priority, key -> new ArrayDeque<>());
    }

    @Nullable
    Task poll() {
        if (size == 0) {
            return null;
        }
        size--;
        while (!others.isEmpty() && (others.firstKey() > 0 || usual.isEmpty())) {
            final Task task = others.firstEntry().getValue().pollFirst();
            if (task != null) {
                return task;
            }
            others.pollFirstEntry();
        }
        return usual.pollFirst();
    }

    private List<Deque<Task>> inOrder() {
        final List<Deque<Task>> all = new ArrayList<>(others.headMap(0).values());
        all.add(usual);
        all.addAll(others.tailMap(0, false).values());
        return all;
    }

    /** The first that fits, or null. */
    @Nullable
    Task pollFirst(final Predicate<Task> which) {
        for (final Deque<Task> queue : inOrder()) {
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
        if (queueOf(task).remove(task)) {
            size--;
            return true;
        }
        return false;
    }

    /** Removes all that fit, in order. */
    List<Task> removeAll(final Predicate<Task> which) {
        final List<Task> removed = new ArrayList<>();
        for (final Deque<Task> queue : inOrder()) {
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
