package io.tandem.bench.jmh;

import io.tandem.bench.harness.Cleanup;
import io.tandem.bench.harness.Cpus;
import io.tandem.channel.QueueClosedException;
import io.tandem.channel.SharedQueue;
import io.tandem.function.RemoteRunnable;
import io.tandem.segment.Domain;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.infra.ThreadParams;

/** {@code put} into a {@code SharedQueue<Long>} of 1 MiB, which threads of another JVM {@code take} from. */
public class QueueStreamBenchmark extends TwoJvms {
    /** One thread puts. */
    @Benchmark
    @Threads(1)
    public void oneProducer(final Trial trial, final Producer producer) {
        trial.put(producer.next());
    }

    /** Two threads put. */
    @Benchmark
    @Threads(2)
    public void twoProducers(final Trial trial, final Producer producer) {
        trial.put(producer.next());
    }

    /** The queue, and the JVM that takes. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH sets up first
    public static class Trial {
        /** Threads of the other JVM. */
        @Param({"1", "2"})
        public int consumers;

        final Producers producers = new Producers();
        private Cleanup cleanup;
        private SharedQueue<Long> queue;
        private PeerJvm peer;

        /** Starts the peer. */
        @Setup(Level.Trial)
        public void setUp() throws IOException, InterruptedException {
            cleanup = Cleanup.begin(Cpus.any());
            final Domain domain = cleanup.workplace().domain();
            queue = SharedQueue.builder(Long.class).domain(domain).create();
            peer = cleanup.watch(
                    PeerJvm.start(domain, answers -> consuming(queue, answers, consumers), queue::shutdown));
            peer.awaitReady(producers::progress);
        }

        private static RemoteRunnable consuming(
                final SharedQueue<Long> queue, final SharedQueue<Tally> answers, final int consumers) {
            return () -> {
                answers.put(Tally.NONE);
                answers.put(Consumers.untilEnd(consumers, () -> consume(queue)));
            };
        }

        private static Tally consume(final SharedQueue<Long> queue) throws InterruptedException {
            long count = 0;
            long sum = 0;
            try {
                while (true) {
                    sum += queue.take();
                    count++;
                }
            } catch (final QueueClosedException e) {
                return new Tally(count, sum);
            }
        }

        final void put(final long number) {
            try {
                queue.put(number);
            } catch (final QueueClosedException | InterruptedException e) {
                throw peer.failed(e);
            }
        }

        /** Checks that all came, and ends the peer. */
        @TearDown(Level.Trial)
        public void tearDown() throws IOException, InterruptedException {
            try {
                queue.shutdown();
                peer.awaitEnd().requireAll(producers.sent());
            } finally {
                peer.close();
                queue.close();
                cleanup.close();
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
