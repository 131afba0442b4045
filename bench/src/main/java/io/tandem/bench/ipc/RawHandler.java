package io.tandem.bench.ipc;

import io.tandem.bench.payload.Payload;
import io.tandem.channel.RawConnection;
import org.agrona.DirectBuffer;

/** Keeps the last message's number. The one handler of all raw subjects, so that calls of it have one target. */
public final class RawHandler implements RawConnection.MessageHandler {
    private long last;

    /** Has seen no message yet. */
    public RawHandler() {}

    /** {@return the last message's number} */
    public long last() {
        return last;
    }

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        last = Payload.read(buffer, offset, length);
    }
}
