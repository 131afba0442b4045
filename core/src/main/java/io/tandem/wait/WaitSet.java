package io.tandem.wait;

import io.tandem.wait.internal.EventSources;
import io.tandem.wait.internal.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Waits for several things at once: connections, queues, processes.
 *
 * <pre>{@code
 * WaitSet set = WaitSet.of(first, second, child);
 * for (Waitable ready : set.await()) { ... }
 * }</pre>
 *
 * <p>A thread that waits here spins for a short while and then sleeps until one of its items changes, in one sleep for up to
 * 126 different items; with more, and for items of a user's own class, it looks once a millisecond. An item whose handle is
 * closed counts as ready, and so does one whose peer has died: the next call on it tells. What an item's changer wrote
 * before the change <i>happens-before</i> the return of {@code await} only through the item's own methods, such as
 * {@code receive}.
 *
 * <p>Not safe for several threads: each makes a set of its own; one item may be in many sets.
 */
public final class WaitSet {
    private final EventSources sources = new EventSources();

    private WaitSet() {}

    /**
     * A set of things to wait for.
     *
     * @param items may be none; the same one given twice counts once.
     * @return the set.
     * @throws UnsupportedOperationException as {@link #add} does.
     */
    public static WaitSet of(final Waitable... items) {
        final WaitSet set = new WaitSet();
        for (final Waitable item : items) {
            set.add(item);
        }
        return set;
    }

    /**
     * Adds one more, unless it is in the set already.
     *
     * @param item to wait for.
     * @throws UnsupportedOperationException if it can never become ready, such as an end of a one-way pipe that only sends; the
     *     set is as before.
     */
    public void add(final Waitable item) {
        sources.add(Objects.requireNonNull(item, "item"));
    }

    /**
     * Waits for it no longer. Does nothing if it isn't in the set.
     *
     * @param item to leave out from now on.
     */
    public void remove(final Waitable item) {
        sources.remove(Objects.requireNonNull(item, "item"));
    }

    /**
     * Waits until one at least is ready.
     *
     * @return all that are, in an order that begins elsewhere each time, so that no busy item starves the others.
     * @throws InterruptedException  if this thread is interrupted before or during the wait.
     * @throws IllegalStateException if the set is empty: the wait would never end.
     */
    public List<Waitable> await() throws InterruptedException {
        if (sources.isEmpty()) {
            throw new IllegalStateException(
                    "This WaitSet is empty, so waiting for it would never end: add(...) something first, or give a timeout.");
        }
        return sources.await(Waiting.FOREVER);
    }

    /**
     * Waits until one at least is ready, for a limited time. An empty set waits until the time is up.
     *
     * @param timeout of any length; zero or less only looks.
     * @return all that are ready, as {@link #await()} does; empty when the time is up.
     * @throws InterruptedException if this thread is interrupted before or during the wait.
     */
    public List<Waitable> await(final Duration timeout) throws InterruptedException {
        return sources.await(Waiting.nanos(timeout));
    }
}
