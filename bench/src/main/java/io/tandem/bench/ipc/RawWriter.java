package io.tandem.bench.ipc;

import io.tandem.bench.payload.Payload;
import io.tandem.channel.RawConnection;
import org.agrona.MutableDirectBuffer;

/** Numbers messages from one on. */
final class RawWriter implements RawConnection.MessageWriter {
    private long last;

    long last() {
        return last;
    }

    @Override
    public void write(final MutableDirectBuffer buffer, final int offset, final int length) {
        Payload.write(buffer, offset, ++last);
    }
}
