package io.tandem.channel.internal.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The work places of the threads that use one side of one handle: each call borrows one, so that calls need no lock of this
 * process and allocate nothing, and a close knows who is still inside.
 *
 * @param <T> a work place.
 */
final class Sides<T extends Side> {
    private static final int MOST_KEPT = 64;

    private final Supplier<T> factory;
    private final AtomicReferenceArray<@Nullable T> kept;
    private final int mask;
    /** All that a close must wait for. */
    private final List<T> all = new ArrayList<>();

    private boolean sealed;

    Sides(final Supplier<T> factory) {
        this.factory = factory;
        final int wanted = Runtime.getRuntime().availableProcessors() * 4;
        final int length = Math.min(MOST_KEPT, Integer.highestOneBit(wanted));
        kept = new AtomicReferenceArray<>(length);
        mask = length - 1;
    }

    /** One that is this thread's until it leaves it; null when sealed. */
    @Nullable
    T borrow() {
        final int start = (int) Thread.currentThread().getId();
        for (int i = 0; i <= mask; i++) {
            final int slot = start + i & mask;
            final T side = kept.get(slot);
            if (side == null) {
                break;
            }
            if (side.guard().tryEnter()) {
                return side;
            }
        }
        return make(start);
    }

    private synchronized @Nullable T make(final int start) {
        if (sealed) {
            return null;
        }
        final T side = factory.get();
        side.guard().tryEnter();
        for (int i = 0; i <= mask; i++) {
            if (kept.compareAndSet(start + i & mask, null, side)) {
                all.add(side);
                return side;
            }
        }
        // Too many at once: this one serves for one call, and those that have served are forgotten.
        all.removeIf(Side::isSpent);
        side.serveOnce();
        all.add(side);
        return side;
    }

    /** Lets nobody in any more; false if threads are still inside. */
    synchronized boolean seal() {
        sealed = true;
        boolean empty = true;
        for (final T side : all) {
            empty &= side.guard().seal();
        }
        return empty;
    }

    /** Whether the current thread is inside. */
    synchronized boolean isInside() {
        return all.stream().anyMatch(side -> side.guard().isHeldByCurrentThread());
    }
}
