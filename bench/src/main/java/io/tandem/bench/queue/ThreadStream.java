package io.tandem.bench.queue;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Cpus;
import io.tandem.bench.harness.Crew;
import io.tandem.bench.harness.Elsewhere;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Placement;
import io.tandem.bench.harness.Workplace;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Numbers from some threads of the first process to others of it, through a queue within the JVM. The second one sleeps
 * meanwhile. As in {@link NumberStream}, the threads of a side draw portions, and the sum is checked.
 */
abstract class ThreadStream extends Elsewhere {
    /** Of the queues. */
    static final int CAPACITY = 1 << 15;

    private static final int PORTION = 256;

    private final Shape shape;
    private long next = 1L << 32;
    private Cpus cpus = new Cpus(-1, -1, false);
    private @Nullable Crew crew;

    ThreadStream(final String name, final Shape shape) {
        super(name, Kind.STREAM, Laps.LONG);
        this.shape = shape;
    }

    /** Puts numbers one more than each other. */
    abstract void produce(long first, int count) throws InterruptedException;

    /** Takes so many numbers; returns their sum. */
    abstract long consume(int count) throws InterruptedException;

    @Override
    public final int threads() {
        return shape.threads();
    }

    @Override
    public final void openFirst(final Workplace workplace) {
        cpus = workplace.cpus();
        crew = new Crew(shape.threads(), workplace.halt());
    }

    @Override
    public final void first(final int operations, final Laps laps) throws Exception {
        final long begin = next;
        final AtomicInteger put = new AtomicInteger();
        final AtomicInteger taken = new AtomicInteger();
        final AtomicLong sum = new AtomicLong();
        Opened.of(crew).run(worker -> {
            if (worker < shape.producers()) {
                Placement.bind(Placement.ANYWHERE.first(cpus));
                for (int from = put.getAndAdd(PORTION); from < operations; from = put.getAndAdd(PORTION)) {
                    produce(begin + from, Math.min(PORTION, operations - from));
                }
            } else {
                // Else on the first one's, from which it was started.
                Placement.bind(Placement.ANYWHERE.second(cpus));
                for (int from = taken.getAndAdd(PORTION); from < operations; from = taken.getAndAdd(PORTION)) {
                    sum.addAndGet(consume(Math.min(PORTION, operations - from)));
                }
            }
        });
        final long expected = NumberStream.sum(begin, operations);
        if (sum.get() != expected) {
            throw new BenchException(operations + " numbers came that sum up to " + sum + ", where those from " + begin
                    + " on were put, with a sum of " + expected);
        }
        next += operations;
    }

    @Override
    public final void close() {
        if (crew != null) {
            crew.close();
        }
    }
}
