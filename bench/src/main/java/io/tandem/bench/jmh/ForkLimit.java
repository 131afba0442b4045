package io.tandem.bench.jmh;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ends the JVMs that this one starts from now on, once the time is up, and tells what they were doing. On a thread of its
 * own: the run may hold all threads of the JDK's common pool, which has one where there are two processors.
 */
final class ForkLimit implements AutoCloseable {
    private static final Duration NEXT_LOOK = Duration.ofMillis(100);

    private final Duration limit;
    private final Set<ProcessHandle> others;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "bench-fork-limit");
    private volatile @Nullable String hang;

    private ForkLimit(final Duration limit) {
        this.limit = limit;
        others = ProcessHandle.current().children().collect(Collectors.toSet());
    }

    /** Begins to count. */
    static ForkLimit begin(final Duration limit) {
        final ForkLimit begun = new ForkLimit(limit);
        begun.thread.setDaemon(true);
        begun.thread.start();
        return begun;
    }

    private void watch() {
        try {
            if (isOverWithin(limit)) {
                return;
            }
            final List<ProcessHandle> late = started();
            hang = "was ended after " + limit.toSeconds() + " s, when its JVMs were doing this:"
                    + System.lineSeparator() + ThreadDumps.of(late);
            late.forEach(Forks::end);
            while (!isOverWithin(NEXT_LOOK)) {
                started().forEach(Forks::end); // one that was just being started
            }
        } catch (final InterruptedException e) {
            // Nobody interrupts it but an end of all.
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOverWithin(final Duration time) throws InterruptedException {
        return over.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private List<ProcessHandle> started() {
        return ProcessHandle.current()
                .children()
                .filter(child -> !others.contains(child))
                .toList();
    }

    /** {@return what the JVMs did when the time was up; empty if it wasn't} Known before they are ended. */
    Optional<String> hang() {
        return Optional.ofNullable(hang);
    }

    /** The run is over. Waits until nothing of this is left. */
    @Override
    public void close() {
        over.countDown();
        try {
            thread.join();
        } catch (final InterruptedException e) {
            // It ends by itself.
            Thread.currentThread().interrupt();
        }
    }
}
