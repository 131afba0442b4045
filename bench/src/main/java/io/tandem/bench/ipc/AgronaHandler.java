package io.tandem.bench.ipc;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.payload.Payload;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;

/** Keeps the last message's number. The one handler of all Agrona subjects, so that calls of it have one target. */
public final class AgronaHandler implements MessageHandler {
    /** Of all messages. */
    public static final int TYPE = 7;

    private long last;

    /** Has seen no message yet. */
    public AgronaHandler() {}

    /** {@return the last message's number} */
    public long last() {
        return last;
    }

    @Override
    public void onMessage(final int type, final MutableDirectBuffer buffer, final int offset, final int length) {
        if (type != TYPE) {
            throw new BenchException("a message of type " + type + " came where only " + TYPE + " is sent");
        }
        last = Payload.read(buffer, offset, length);
    }
}
