package io.tandem.codec.internal;

import io.tandem.codec.Codec;
import org.jspecify.annotations.Nullable;

/** Chooses the codec for an element type. */
public final class Codecs {
    private Codecs() {}

    /**
     * A new codec for one side of a connection.
     *
     * @param type  of the elements; {@code Object} takes anything that can travel.
     * @param codec the user's own, or null for the built-in one.
     * @return the codec: tagged for {@code String}, boxed primitives, primitive arrays and everything serializable; fixed
     *     layout for records of primitives and strings.
     */
    public static <T> MessageCodec<T> create(final Class<T> type, final @Nullable Codec<T> codec) {
        throw new UnsupportedOperationException();
    }
}
