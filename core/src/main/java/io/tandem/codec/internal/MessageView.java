package io.tandem.codec.internal;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one message, for a user's codec. Keeps the memory behind it mapped while it is open; somebody who kept it
 * finds it empty afterwards.
 */
final class MessageView extends UnsafeBuffer {
    private static final byte[] NOTHING = new byte[0];

    @SuppressWarnings("unused") // Reachable from here, the memory stays mapped.
    private @Nullable DirectBuffer behind;

    MessageView() {
        super(NOTHING);
    }

    void open(final DirectBuffer buffer, final int offset, final int length) {
        behind = buffer;
        wrap(buffer, offset, length);
    }

    void close() {
        wrap(NOTHING);
        behind = null;
    }
}
