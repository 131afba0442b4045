package io.tandem.bench.manager;

import io.tandem.bench.harness.HeapMeter;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.manager.Manager;
import org.jspecify.annotations.Nullable;

/**
 * Calls of another subject, which it makes itself, whose heap bytes are counted in the server: those of all of its threads, as a service there
 * reads them before and after a slice.
 */
final class CountedInServer extends ManagerCall {
    private final ManagerCall calls;
    private @Nullable Heap heap;

    CountedInServer(final ManagerCall calls, final Common<Manager> server) {
        super(calls.name() + ", counted in the server", server);
        this.calls = calls;
    }

    /** A service that looks at its process. */
    interface Heap {
        /** {@return bytes that were allocated so far} */
        long allocated();

        /** By what the JVM counts for each thread. */
        final class OfThreads implements Heap {
            private final HeapMeter meter = new HeapMeter();

            @Override
            public long allocated() {
                return meter.allocatedByAll();
            }
        }
    }

    @Override
    void prepare(final Manager manager) {
        heap = manager.create(Heap.class, Heap.OfThreads::new);
        calls.prepare(manager);
    }

    @Override
    public void first(final int operations, final Laps laps) throws Exception {
        final Heap server = Opened.of(heap);
        // What one reading takes, up to the next.
        final long earlier = server.allocated();
        final long before = server.allocated();
        calls.first(operations, laps);
        laps.allocated(server.allocated() - before - (before - earlier));
    }
}
