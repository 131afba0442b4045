package io.tandem.value;

import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.Operation;

/** What Lincheck calls of a shared long, wherever it is. */
public abstract class LongOperations {
    private final SharedLong value;

    LongOperations(final SharedLong value) {
        this.value = value;
        value.set(0);
    }

    @Operation
    public long get() {
        return value.get();
    }

    @Operation
    public void set(final int to) {
        value.set(to);
    }

    @Operation
    public long getAndAdd(final int delta) {
        return value.getAndAdd(delta);
    }

    @Operation
    public boolean compareAndSet(final int expected, final int update) {
        return value.compareAndSet(expected, update);
    }

    @Operation
    public long doubled() {
        return value.updateAndGet(x -> 2 * x);
    }

    /** What it does when one thread calls at a time. */
    public static class One {
        private final AtomicLong value = new AtomicLong();

        public long get() {
            return value.get();
        }

        public void set(final int to) {
            value.set(to);
        }

        public long getAndAdd(final int delta) {
            return value.getAndAdd(delta);
        }

        public boolean compareAndSet(final int expected, final int update) {
            return value.compareAndSet(expected, update);
        }

        public long doubled() {
            return value.updateAndGet(x -> 2 * x);
        }
    }
}
