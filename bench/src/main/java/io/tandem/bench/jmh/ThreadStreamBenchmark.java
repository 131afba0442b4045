package io.tandem.bench.jmh;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * The same as {@link QueueStreamBenchmark} within one JVM, by an {@code ArrayBlockingQueue} that holds about as many numbers: one
 * lock, boxed numbers, waiters who sleep. What the JDK offers where processes aren't wanted.
 */
public class ThreadStreamBenchmark extends TwoJvms {
    /** One thread puts. */
    @Benchmark
    @Threads(1)
    public void oneProducer(final Trial trial, final Producer producer) throws InterruptedException {
        trial.queue.put(producer.next());
    }

    /** Two threads put. */
    @Benchmark
    @Threads(2)
    public void twoProducers(final Trial trial, final Producer producer) throws InterruptedException {
        trial.queue.put(producer.next());
    }

    /** The queue, and the threads that take. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH sets up first
    public static class Trial {
        private static final int CAPACITY = 1 << 15;
        private static final Long END = -1L;

        /** Threads that take. */
        @Param({"1", "2"})
        public int consumers;

        private final BlockingQueue<Long> queue = new ArrayBlockingQueue<>(CAPACITY);
        private final Producers producers = new Producers();
        private Consumers taking;

        /** Starts them. */
        @Setup(Level.Trial)
        public void setUp() {
            taking = new Consumers(consumers, () -> consume(queue));
        }

        private static Tally consume(final BlockingQueue<Long> queue) throws InterruptedException {
            long count = 0;
            long sum = 0;
            while (true) {
                final long number = queue.take();
                if (number < 0) {
                    return new Tally(count, sum);
                }
                sum += number;
                count++;
            }
        }

        /** Checks that all came, and ends them. */
        @TearDown(Level.Trial)
        public void tearDown() throws Exception {
            try (Consumers all = taking) {
                for (int i = 0; i < consumers; i++) {
                    queue.put(END);
                }
                all.awaitEnd().requireAll(producers.sent());
            }
        }
    }

    /** What one thread puts. */
    @State(Scope.Thread)
    public static class Producer extends Numbers {
        /** Makes itself known. */
        @Setup(Level.Trial)
        public void setUp(final Trial trial, final ThreadParams thread) {
            trial.producers.add(this, thread.getThreadIndex());
        }
    }
}
