package io.tandem.bench.jmh;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Cleanup;
import io.tandem.bench.harness.Cpus;
import io.tandem.channel.RawConnection;
import io.tandem.channel.RawQueue;
import io.tandem.channel.SharedQueue;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.agrona.DirectBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A number into a queue and out again, by one thread: what the instructions cost. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets up first
public class QueueBenchmark extends OneJvm {
    private static final int CAPACITY = 1024;

    private final BlockingQueue<Long> inHeap = new ArrayBlockingQueue<>(CAPACITY);
    private final Last last = new Last();
    private Cleanup cleanup;
    private SharedQueue<Long> shared;
    private RawQueue raw;
    private long number = 1L << 40;

    /** Makes a queue of 1 MiB. */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
        cleanup = Cleanup.begin(Cpus.any());
        shared = SharedQueue.builder(Long.class)
                .domain(cleanup.workplace().domain())
                .create();
        raw = shared.raw();
    }

    /** Closes it. */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        raw.close();
        shared.close();
        cleanup.close();
    }

    /** A shared queue's {@code put} and {@code take}. */
    @Benchmark
    public long putTake() throws InterruptedException {
        return putTake(shared);
    }

    /** The same with a queue between threads. */
    @Benchmark
    public long arrayBlockingQueue() throws InterruptedException {
        return putTake(inHeap);
    }

    private long putTake(final BlockingQueue<Long> queue) throws InterruptedException {
        queue.put(++number);
        return checked(queue.take());
    }

    /** A shared queue's {@code claim}, {@code publish} and {@code poll}. */
    @Benchmark
    public long claimPublishPoll() {
        raw.claim(Long.BYTES).putLong(0, ++number);
        if (raw.publish() != 1 || raw.poll(last, 1) != 1) {
            throw new BenchException("publish or poll didn't do it at once where nobody else is");
        }
        return checked(last.number);
    }

    private long checked(final long came) {
        if (came != number) {
            throw new BenchException(came + " came where " + number + " was put");
        }
        return came;
    }

    /** Keeps a message's number. */
    private static final class Last implements RawConnection.MessageHandler {
        private long number;

        @Override
        public void onMessage(final DirectBuffer buffer, final int offset, final int length) {
            number = buffer.getLong(offset);
        }
    }
}
