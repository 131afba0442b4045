package io.tandem.bench.manager;

import io.tandem.bench.harness.Workplace;
import org.jspecify.annotations.Nullable;

/** What several subjects of a family use: made by the first one that opens, ended by the last one that closes. For the driver alone. */
final class Common<T extends AutoCloseable> {
    private final Starts<T> start;
    private @Nullable T value;
    private int users;

    Common(final Starts<T> start) {
        this.start = start;
    }

    T open(final Workplace workplace) throws Exception {
        T known = value;
        if (known == null) {
            known = start.start(workplace);
            value = known;
        }
        users++;
        return known;
    }

    void close() throws Exception {
        final T known = value;
        if (known != null && --users == 0) {
            value = null;
            known.close();
        }
    }

    /** How it is made. */
    interface Starts<T> {
        /** Starts it; the run's end ends it at the latest. */
        T start(Workplace workplace) throws Exception;
    }
}
