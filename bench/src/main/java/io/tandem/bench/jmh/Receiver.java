package io.tandem.bench.jmh;

import io.tandem.bench.harness.BenchException;
import io.tandem.channel.Connection;
import io.tandem.channel.PeerClosedException;
import io.tandem.channel.PrimitiveConnection;
import io.tandem.channel.RawConnection;
import java.io.Serializable;
import org.agrona.DirectBuffer;

/** The receiving end of a pipe, in the JVM that a trial starts. */
@FunctionalInterface
interface Receiver extends Serializable {
    /** Receives until the other end is closed; returns what came. */
    Tally untilEnd(Connection<Long, Long> connection) throws Exception;

    static Tally typed(final Connection<Long, Long> connection) throws InterruptedException {
        long count = 0;
        long sum = 0;
        try {
            while (true) {
                sum += connection.receive();
                count++;
            }
        } catch (final PeerClosedException e) {
            return new Tally(count, sum);
        }
    }

    static Tally unboxed(final Connection<Long, Long> connection) throws InterruptedException {
        final PrimitiveConnection.OfLong longs = connection.longs();
        long count = 0;
        long sum = 0;
        try {
            while (true) {
                sum += longs.receive();
                count++;
            }
        } catch (final PeerClosedException e) {
            return new Tally(count, sum);
        }
    }

    static Tally raw(final Connection<Long, Long> connection) {
        final RawConnection raw = connection.raw();
        final Sum sum = new Sum();
        final Patience patience = new Patience();
        while (true) {
            final long handled = raw.poll(sum, Sum.BATCH);
            if (handled == RawConnection.PEER_CLOSED) {
                return new Tally(sum.count, sum.sum);
            }
            if (handled < 0) {
                throw new BenchException("poll gave " + handled);
            }
            if (handled == 0) {
                patience.idle();
            }
        }
    }

    /** Adds up. */
    final class Sum implements RawConnection.MessageHandler {
        static final int BATCH = 64;

        private long count;
        private long sum;

        @Override
        public void onMessage(final DirectBuffer buffer, final int offset, final int length) {
            sum += buffer.getLong(offset);
            count++;
        }
    }
}
