package io.tandem.examples.wordcount;

import io.tandem.channel.QueueClosedException;
import io.tandem.channel.SharedQueue;
import io.tandem.process.ChildProcess;

/** What a worker process does: takes batches from one queue, and puts what it found into another. */
final class Worker {
    /** To have counted before it says what it found, while there is more to do: words that come again are then sent once. */
    private static final int MANY_BATCHES = 16;

    private final SharedQueue<Batch> work;
    private final SharedQueue<Found> results;
    private final Counter counter;

    private Worker(final SharedQueue<Batch> work, final SharedQueue<Found> results, final String name) {
        this.work = work;
        this.results = results;
        counter = new Counter(name);
    }

    static void run(final SharedQueue<Batch> work, final SharedQueue<Found> results) throws InterruptedException {
        final String name = ChildProcess.current().name();
        try (work;
                results) {
            results.put(Found.nothingYet(name));
            new Worker(work, results, name).run();
        } catch (final QueueClosedException e) {
            // The parent has all it wants, and has shut them down.
            return;
        }
    }

    private void run() throws InterruptedException {
        while (true) {
            Batch batch = work.poll();
            if (batch == null) {
                report();
                batch = work.take();
            }
            if (!counter.takes(batch)) {
                report();
            }
            counter.count(batch);
            if (counter.batches() == MANY_BATCHES) {
                report();
            }
        }
    }

    /** First the result, then that it is done: the other way round, a death in between would lose it. */
    private void report() throws InterruptedException {
        if (counter.batches() > 0) {
            results.put(counter.found());
            for (int i = 0; i < counter.batches(); i++) {
                work.taskDone();
            }
            counter.clear();
        }
    }
}
