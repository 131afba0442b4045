package io.tandem.bench.queue;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Crew;
import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Machine;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Numbers from the threads of the first process to those of the second. The threads of a side draw what they do in portions, so
 * that a slow one doesn't make the others wait at the end. The sum of what came is checked after each slice.
 */
abstract class NumberStream implements Subject {
    // Beyond what the JVM keeps boxed.
    private static final long FIRST = 1L << 32;
    private static final int PORTION = 256;

    private final String name;
    private final Shape shape;
    private final boolean crowded;
    private long next = FIRST;
    private @Nullable Crew crew;
    private Halt halt = new Halt();

    NumberStream(final String name, final Shape shape) {
        this.name = name;
        this.shape = shape;
        this.crowded = !Machine.hasRoomFor(this);
    }

    /** Makes what the processes share, or attaches to it; whatever each of the workers needs, too. */
    abstract void open(Workplace workplace, boolean create, int workers) throws Exception;

    /** Puts numbers one more than each other. */
    abstract void produce(int worker, long first, int count) throws Exception;

    /** Takes so many numbers; returns their sum. */
    abstract long consume(int worker, int count) throws Exception;

    /** Told before each slice how many numbers went through so far. */
    void prepare(final long done) throws Exception {}

    /** Lets go of it. */
    abstract void release() throws Exception;

    /** A way to wait, for one thread. */
    final Pause pause() {
        return new Pause(halt, crowded);
    }

    /** What it is called in the file system. */
    final String fileName() {
        return Workplace.fileName(name);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Kind kind() {
        return Kind.STREAM;
    }

    @Override
    public final int threads() {
        return shape.threads();
    }

    @Override
    public final void openFirst(final Workplace workplace) throws Exception {
        halt = workplace.halt();
        next = FIRST;
        crew = new Crew(shape.producers(), halt);
        open(workplace, true, shape.producers());
    }

    @Override
    public final void openSecond(final Workplace workplace) throws Exception {
        halt = workplace.halt();
        next = FIRST;
        crew = new Crew(shape.consumers(), halt);
        open(workplace, false, shape.consumers());
    }

    @Override
    public final void first(final int operations, final Laps laps) throws Exception {
        prepare(next - FIRST);
        if (shape.producers() == 1) {
            // Without anything of ours that allocates.
            produce(0, next, operations);
        } else {
            final long first = next;
            final AtomicInteger drawn = new AtomicInteger();
            Opened.of(crew).run(worker -> {
                for (int from = drawn.getAndAdd(PORTION); from < operations; from = drawn.getAndAdd(PORTION)) {
                    produce(worker, first + from, Math.min(PORTION, operations - from));
                }
            });
        }
        next += operations;
    }

    @Override
    public final void second(final int operations) throws Exception {
        prepare(next - FIRST);
        final long sum = shape.consumers() == 1 ? consume(0, operations) : consumeTogether(operations);
        final long expected = sum(next, operations);
        if (sum != expected) {
            throw new BenchException(operations + " numbers came that sum up to " + sum + ", where those from " + next
                    + " on were put, with a sum of " + expected);
        }
        next += operations;
    }

    /** {@return the sum of so many numbers} */
    static long sum(final long first, final int count) {
        return count * first + count * (count - 1L) / 2;
    }

    private long consumeTogether(final int operations) throws Exception {
        final AtomicInteger drawn = new AtomicInteger();
        final AtomicLong sum = new AtomicLong();
        Opened.of(crew).run(worker -> {
            for (int from = drawn.getAndAdd(PORTION); from < operations; from = drawn.getAndAdd(PORTION)) {
                sum.addAndGet(consume(worker, Math.min(PORTION, operations - from)));
            }
        });
        return sum.get();
    }

    @Override
    public final void close() throws Exception {
        if (crew != null) {
            crew.close();
        }
        release();
    }
}
