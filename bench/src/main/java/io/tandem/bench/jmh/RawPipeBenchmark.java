package io.tandem.bench.jmh;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Cleanup;
import io.tandem.bench.harness.Cpus;
import io.tandem.channel.Connection;
import io.tandem.channel.RawConnection;
import io.tandem.channel.SharedPipe;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Messages of 32 bytes through a pipe's raw layer whose two ends one thread has. Whatever fills the ring drains it when it is
 * full, and whatever drains it fills it when it is empty, at once: a small part of each figure.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets up first
public class RawPipeBenchmark extends OneJvm {
    private static final int LENGTH = 4 * Long.BYTES;

    private final Sum sum = new Sum();
    private final RawConnection.MessageWriter writer = this::writeNext;
    private final UnsafeBuffer message = new UnsafeBuffer(ByteBuffer.allocateDirect(LENGTH));
    private Cleanup cleanup;
    private SharedPipe<byte[], byte[]> pipe;
    private Connection<byte[], byte[]> first;
    private Connection<byte[], byte[]> second;
    private RawConnection out;
    private RawConnection in;
    private long number;

    /** Attaches both ends of a pipe of 64 KiB. */
    @Setup(Level.Trial)
    public void setUp() throws IOException {
        cleanup = Cleanup.begin(Cpus.any());
        pipe = SharedPipe.builder(byte[].class, byte[].class)
                .domain(cleanup.workplace().domain())
                .create();
        first = pipe.first();
        second = pipe.second();
        out = first.raw();
        in = second.raw();
    }

    /** Checks that what went in came out, and closes the pipe. */
    @TearDown(Level.Trial)
    public void tearDown() throws IOException {
        drain();
        final long sent = number * (number + 1) / 2;
        if (sum.total != sent) {
            throw new BenchException(number + " messages came out with a sum of " + sum.total + " instead of " + sent);
        }
        first.close();
        second.close();
        pipe.close();
        cleanup.close();
    }

    /** One message claimed, filled and committed. */
    @Benchmark
    public void claimCommit() {
        claimCommit(claim());
    }

    /** One message copied in. */
    @Benchmark
    public void offer() {
        write(message, 0, ++number);
        if (out.offer(message, 0, LENGTH) < 0) {
            drain();
            check(out.offer(message, 0, LENGTH), "offer");
        }
    }

    /** One message handled. */
    @Benchmark
    public long poll() {
        if (in.poll(sum, 1) == 0) {
            check(out.sendBatch(LENGTH, Integer.MAX_VALUE, writer), "sendBatch");
            check(in.poll(sum, 1), "poll");
        }
        return sum.total;
    }

    /** One message claimed, filled and committed, and then handled. */
    @Benchmark
    public long claimCommitPoll() {
        claimCommit(claim());
        check(in.poll(sum, 1), "poll");
        return sum.total;
    }

    private long claim() {
        final long claim = out.tryClaim(LENGTH);
        return claim >= 0 ? claim : claimInRoom();
    }

    private long claimInRoom() {
        drain();
        return check(out.tryClaim(LENGTH), "tryClaim");
    }

    private void claimCommit(final long claim) {
        write(out.buffer(), (int) claim, ++number);
        out.commit(claim);
    }

    private void drain() {
        check(in.poll(sum, Integer.MAX_VALUE), "poll");
    }

    private void writeNext(final MutableDirectBuffer buffer, final int offset, final int length) {
        write(buffer, offset, ++number);
    }

    private static void write(final MutableDirectBuffer buffer, final int offset, final long number) {
        for (int i = 0; i < LENGTH; i += Long.BYTES) {
            buffer.putLong(offset + i, number);
        }
    }

    private static long check(final long result, final String call) {
        if (result < 0) {
            throw new BenchException(call + " gave " + result);
        }
        return result;
    }

    /** Reads all that was written. */
    private static final class Sum implements RawConnection.MessageHandler {
        private long total;

        @Override
        public void onMessage(final DirectBuffer buffer, final int offset, final int length) {
            final long number = buffer.getLong(offset);
            for (int i = Long.BYTES; i < LENGTH; i += Long.BYTES) {
                if (buffer.getLong(offset + i) != number) {
                    throw new BenchException("message " + number + " came broken");
                }
            }
            total += number;
        }
    }
}
