package io.tandem.examples.wordcount;

import io.tandem.channel.LostItemsException;
import io.tandem.channel.SharedQueue;
import io.tandem.examples.trees.Crew;
import io.tandem.examples.trees.TreeFile;
import io.tandem.process.ChildProcess;
import io.tandem.wait.WaitSet;
import io.tandem.wait.Waitable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Worker processes that share one queue of work and put what they find into another. Who takes what isn't known here, so
 * when one dies, nothing is done about its batches until the others have finished: then those without a result are put
 * again. Used by one thread.
 */
final class Workforce implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final SharedQueue<Batch> work = SharedQueue.create(Batch.class);
    private final SharedQueue<Found> results = SharedQueue.create(Found.class);
    private final WaitSet waitSet = WaitSet.of(results);
    private final Set<String> ready = new HashSet<>();
    private final Map<Integer, Batch> unfinished = new LinkedHashMap<>();
    private final LargeFiles largeFiles = new LargeFiles();
    private final int size;
    private final Crew crew;

    /**
     * Starts workers.
     *
     * @param size how many.
     * @param crew that has nobody yet.
     */
    Workforce(final int size, final Crew crew) {
        this.size = size;
        this.crew = crew;
        for (int i = 0; i < size; i++) {
            start();
        }
    }

    /** Waits until all workers are up. */
    void awaitReady() throws InterruptedException {
        while (!crew.processes().stream().map(ChildProcess::name).allMatch(ready::contains)) {
            serve(waitSet.await(), (bytes, found) -> {});
        }
    }

    /**
     * Has files read.
     *
     * @param files to read.
     * @param told  of what was found, and how many bytes of the files as listed were read besides since the last time.
     */
    void read(final List<TreeFile> files, final BiConsumer<Long, Found> told) throws InterruptedException {
        Batch.of(files, size).forEach(batch -> unfinished.put(batch.number(), batch));
        while (!unfinished.isEmpty()) {
            finish(List.copyOf(unfinished.values()), told);
        }
    }

    /** Puts batches, and returns when each has a result or was lost. */
    private void finish(final List<Batch> batches, final BiConsumer<Long, Found> told) throws InterruptedException {
        int put = 0;
        while (!unfinished.isEmpty()) {
            // Never waits for room: workers may be waiting for room among the results, or be dead.
            put += work.offerAll(batches.subList(put, batches.size()), 0, TimeUnit.NANOSECONDS);
            final List<Waitable> what = waitSet.await(LOOK);
            serve(what, told);
            if (what.isEmpty() && put == batches.size() && nobodyHasAny()) {
                // Each result was put before its batches were marked done: there will be no more.
                takeResults(told);
                return;
            }
        }
    }

    private boolean nobodyHasAny() throws InterruptedException {
        try {
            return work.join(0, TimeUnit.NANOSECONDS);
        } catch (final LostItemsException e) {
            // They count as done from now on; which they were shows by what has no result.
            return false;
        }
    }

    private void serve(final List<Waitable> what, final BiConsumer<Long, Found> told) throws InterruptedException {
        for (final Waitable one : what) {
            if (one instanceof ChildProcess dead) {
                waitSet.remove(dead);
                crew.reportDeath(dead, "what it had in hand is done again");
                start();
            } else {
                takeResults(told);
            }
        }
    }

    private void takeResults(final BiConsumer<Long, Found> told) {
        final List<Found> taken = new ArrayList<>();
        results.drainTo(taken);
        for (final Found found : taken) {
            ready.add(found.worker());
            long bytes = 0;
            for (final int number : found.batches()) {
                final Batch batch = unfinished.remove(number);
                if (batch == null) {
                    throw new IllegalStateException(found.worker() + " counted batch " + number + " once more.");
                }
                bytes += batch.bytes();
            }
            told.accept(bytes, largeFiles.add(found));
        }
    }

    private void start() {
        // Copies, since a lambda that used a field would take all of this along.
        final SharedQueue<Batch> from = work;
        final SharedQueue<Found> to = results;
        waitSet.add(crew.start(() -> Worker.run(from, to)));
    }

    /** Lets the workers end. */
    @Override
    public void close() {
        work.shutdownNow();
        results.shutdownNow();
        work.close();
        results.close();
    }
}
