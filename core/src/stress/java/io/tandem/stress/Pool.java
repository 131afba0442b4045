package io.tandem.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Shared objects for states of tests, used again: jcstress makes a million states a second, and no segment is made as fast.
 * It must be larger than the number of states that live at once ({@link #SIZE}), which core/src/stress/run bounds.
 *
 * @param <T> type of the objects.
 */
public final class Pool<T> {
    /** Strides of 16 states, 8 of them: 128 live at once, and as many of the stride before may be looked at still. */
    static final int SIZE = 512;

    private final List<T> objects = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();

    /**
     * Fills it.
     *
     * @param maker of an object.
     */
    public Pool(final Supplier<T> maker) {
        for (int i = 0; i < SIZE; i++) {
            objects.add(maker.get());
        }
    }

    /** {@return the object whose last use is longest ago; bring it to its first state} */
    public T next() {
        return objects.get((next.getAndIncrement() & Integer.MAX_VALUE) % SIZE);
    }
}
