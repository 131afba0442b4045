package io.tandem.bench.aeron;

import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.tandem.bench.payload.Payload;
import org.agrona.DirectBuffer;

/** Keeps the last message's number. */
public final class AeronHandler implements FragmentHandler {
    private long last;

    /** Has seen no message yet. */
    public AeronHandler() {}

    /** {@return the last message's number} */
    public long last() {
        return last;
    }

    @Override
    public void onFragment(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        last = Payload.read(buffer, offset, length);
    }
}
