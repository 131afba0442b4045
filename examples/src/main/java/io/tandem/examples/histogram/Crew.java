package io.tandem.examples.histogram;

import io.tandem.process.ChildProcess;
import io.tandem.sync.SharedEvent;
import io.tandem.sync.SharedLatch;
import io.tandem.value.SharedInt;
import io.tandem.value.SharedLongArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Processes that count together in one way. They begin when all of them are there. */
final class Crew {
    private final Way way;
    private final ArrayList<Block> blocks;
    private final int size;
    private double seconds;

    Crew(final Way way, final List<Block> blocks, final int size) {
        this.way = way;
        this.blocks = new ArrayList<>(blocks);
        this.size = size;
    }

    /** How long it took, from when all were there. */
    double seconds() {
        return seconds;
    }

    /** {@return how often each byte value occurs} */
    long[] count() throws IOException, InterruptedException {
        final List<ChildProcess> children = new ArrayList<>();
        try (SharedLongArray counts = SharedLongArray.create((long) Way.VALUES * size);
                SharedInt next = SharedInt.create();
                SharedLatch ready = SharedLatch.create(size);
                SharedEvent go = SharedEvent.create()) {
            final Way itsWay = way;
            final ArrayList<Block> work = blocks;
            for (int i = 0; i < size; i++) {
                final int worker = i;
                children.add(ChildProcess.start(() -> {
                    ready.countDown();
                    go.await();
                    count(work, next, itsWay, counts, worker);
                }));
            }
            // Who died before it was ready counts nothing down.
            while (!ready.await(1, TimeUnit.SECONDS) && children.stream().allMatch(ChildProcess::isAlive)) {}
            final long start = System.nanoTime();
            go.set();
            for (final ChildProcess child : children) {
                child.join();
                final int status = child.exitCode();
                if (status != 0) {
                    throw new IOException("a process ended with exit code " + status + ", and its part isn't counted.");
                }
            }
            seconds = (System.nanoTime() - start) * 1e-9;
            return sums(counts);
        } finally {
            children.forEach(ChildProcess::kill);
            children.forEach(ChildProcess::close);
        }
    }

    /** Whoever is free takes the next block. */
    private static void count(
            final List<Block> blocks,
            final SharedInt next,
            final Way way,
            final SharedLongArray counts,
            final int worker)
            throws IOException {
        for (int block = next.getAndIncrement(); block < blocks.size(); block = next.getAndIncrement()) {
            way.count(blocks.get(block).read(), counts, worker);
        }
    }

    private static long[] sums(final SharedLongArray counts) {
        final long[] sums = new long[Way.VALUES];
        for (long i = 0; i < counts.length(); i++) {
            sums[(int) (i % Way.VALUES)] += counts.get(i);
        }
        return sums;
    }
}
