package io.tandem.bench.harness;

import io.tandem.os.CpuSet;
import io.tandem.os.OperatingSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a process has started for a run, and ends with it. */
final class Started {
    // Before a thread is bound to one.
    private final CpuSet allCpus = OperatingSystem.current().affinity();
    private final List<Runnable> ends = new ArrayList<>();
    private boolean ended;

    /** As {@link Workplace#startOnAllCpus} says. */
    synchronized <T, E extends Exception> T start(final Workplace.Start<T, E> start, final Consumer<T> end) throws E {
        if (ended) {
            throw new BenchException("the run is over");
        }
        final CpuSet own = OperatingSystem.current().affinity();
        OperatingSystem.current().affinity(allCpus);
        try {
            final T started = start.start();
            ends.add(() -> end.accept(started));
            return started;
        } finally {
            OperatingSystem.current().affinity(own);
        }
    }

    synchronized void endAll() {
        ended = true;
        // What was started later may use what was there before.
        for (int i = ends.size() - 1; i >= 0; i--) {
            ends.get(i).run();
        }
    }
}
