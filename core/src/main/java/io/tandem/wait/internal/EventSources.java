package io.tandem.wait.internal;

import io.tandem.os.FutexWords;
import io.tandem.segment.SharedObject;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.Waitable;
import java.util.ArrayList;
import java.util.List;

/** Many waitables as one thing to wait for. Not safe for several threads. */
public final class EventSources implements SleepTarget, Waiting.Condition {
    private final List<Waitable> items = new ArrayList<>();
    private final WaitSite site = new WaitSite();
    private List<Waitable> ready = List.of();
    private int first;
    private boolean allArmed = true;

    /** Creates a set of nothing. */
    public EventSources() {}

    /** {@return whether there is nothing to wait for} */
    public boolean isEmpty() {
        return items.isEmpty();
    }

    /** Adds one, unless it is there. Refuses one that will never be ready, as its {@link EventSource#event} does. */
    public void add(final Waitable item) {
        if (item instanceof EventSource source) {
            source.event();
        }
        if (indexOf(item) < 0) {
            items.add(item);
        }
    }

    /** Removes one, if it is there. */
    public void remove(final Waitable item) {
        final int index = indexOf(item);
        if (index >= 0) {
            items.remove(index);
        }
    }

    /** Waits until one is ready; all that are, beginning with another one each time. Empty when the time is up. */
    public List<Waitable> await(final long timeoutNanos) throws InterruptedException {
        first = items.isEmpty() ? 0 : (first + 1) % items.size();
        ready = List.of();
        Waiting.await(WaitPolicy.SPIN_THEN_SLEEP, this, this, timeoutNanos);
        final List<Waitable> found = ready;
        ready = List.of();
        return found;
    }

    @Override
    public boolean holds(final boolean slow) {
        List<Waitable> found = List.of();
        for (int i = 0; i < items.size(); i++) {
            final Waitable item = items.get((first + i) % items.size());
            if (isReady(item, slow)) {
                if (found.isEmpty()) {
                    found = new ArrayList<>();
                }
                found.add(item);
            }
        }
        ready = found;
        return !found.isEmpty();
    }

    @Override
    public WaitSite site() {
        return site;
    }

    // Items beyond what one wait takes, and those that have no word, are polled; which ones, changes with the first.
    @Override
    public void arm(final ArmedWords words) {
        allArmed = true;
        for (int i = 0; i < items.size(); i++) {
            if (!(items.get((first + i) % items.size()) instanceof EventSource source)) {
                allArmed = false;
            } else if (!words.contains(source.event())) {
                if (words.size() < FutexWords.MAX_WORDS) {
                    source.arm(words);
                } else {
                    allArmed = false;
                }
            }
        }
    }

    @Override
    public boolean signallersCanWake() {
        if (!allArmed) {
            return false;
        }
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof EventSource source && !source.signallersCanWake()) {
                return false;
            }
        }
        return true;
    }

    // A closed handle has nothing more to wait for: its user learns that from the next call on it.
    private static boolean isReady(final Waitable item, final boolean slow) {
        if (isClosed(item)) {
            return true;
        }
        try {
            return item instanceof EventSource source ? source.isReady(slow) : item.isReady();
        } catch (final IllegalStateException e) {
            if (isClosed(item)) {
                return true;
            }
            throw e;
        }
    }

    private static boolean isClosed(final Waitable item) {
        return item instanceof SharedObject object && object.isClosed();
    }

    private int indexOf(final Waitable item) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) == item) {
                return i;
            }
        }
        return -1;
    }
}
