package io.tandem.codec.internal;

import io.tandem.codec.Codec;
import java.io.Serializable;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Asks a channel for a codec of Tandem's own, one for each side. Channels recognize it; by itself it encodes nothing.
 *
 * @param <T> type of the messages.
 */
public abstract class OwnCodec<T> implements Codec<T>, Serializable {
    private static final long serialVersionUID = 1L;

    /** For a subclass, whose instances travel with the channel's handles. */
    protected OwnCodec() {}

    /** {@return a codec for one side of a channel} */
    public abstract MessageCodec<T> newCodec();

    @Override
    public final int length(final T value) {
        throw onlyInChannels();
    }

    @Override
    public final void encode(final T value, final MutableDirectBuffer target, final int offset) {
        throw onlyInChannels();
    }

    @Override
    public final T decode(final DirectBuffer source, final int offset, final int length) {
        throw onlyInChannels();
    }

    private UnsupportedOperationException onlyInChannels() {
        return new UnsupportedOperationException("The codec " + name() + " works inside channels only.");
    }
}
