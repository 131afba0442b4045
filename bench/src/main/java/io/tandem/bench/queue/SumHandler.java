package io.tandem.bench.queue;

import io.tandem.bench.harness.BenchException;
import io.tandem.channel.RawConnection;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;

/** Adds numbers up. The one handler of all raw subjects, Agrona's among them. */
final class SumHandler implements RawConnection.MessageHandler, MessageHandler {
    static final int TYPE = 7;

    private long sum;
    private long last;

    /** What came since the last call. */
    long take() {
        final long taken = sum;
        sum = 0;
        return taken;
    }

    /** The last one. */
    long last() {
        return last;
    }

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        if (length != Long.BYTES) {
            throw new BenchException("a message of " + length + " bytes came where " + Long.BYTES + " were due");
        }
        last = buffer.getLong(offset);
        sum += last;
    }

    @Override
    public void onMessage(final int type, final MutableDirectBuffer buffer, final int offset, final int length) {
        if (type != TYPE) {
            throw new BenchException("a message of type " + type + " came where only " + TYPE + " is sent");
        }
        onMessage(buffer, offset, length);
    }
}
