package io.tandem.codec.internal;

import io.tandem.codec.Codec;
import io.tandem.os.ModuleAccess;
import io.tandem.segment.NotTransferableException;
import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Chooses the codec for an element type. */
public final class Codecs {
    static {
        // A class literal doesn't initialize the class: Agrona's buffers may be touched only after this.
        ModuleAccess.ensureInternalMisc(UnsafeBuffer.class.getModule());
    }

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
        Objects.requireNonNull(type, "the type of the messages is null");
        final Class<T> boxed = boxed(type);
        if (codec instanceof SerializedCodec<T> serialized) {
            return new TaggedCodec<>(boxed, serialized.filter());
        }
        if (codec instanceof OwnCodec<T> own) {
            return own.newCodec();
        }
        if (codec != null) {
            return new UserCodec<>(boxed, codec);
        }
        if (boxed.isRecord()) {
            final String reason = RecordLayout.unsupported(boxed);
            if (reason == null) {
                return RecordCodecs.create(boxed);
            }
            if (!Serializable.class.isAssignableFrom(boxed)) {
                throw new NotTransferableException("Messages of type " + boxed.getTypeName()
                        + " have no fixed layout, since "
                        + reason + ", and the record isn't Serializable. Let it implement Serializable, use only"
                        + " primitives and their boxes, String, byte[], enums and records of such, or give the channel"
                        + " a Codec.");
            }
        }
        return new TaggedCodec<>(boxed, null);
    }

    /**
     * A new codec for anything that can travel, behind a filter.
     *
     * @param pattern of what may arrive, as {@code jdk.serialFilter} has it; null for what is configured.
     * @return the codec.
     */
    public static MessageCodec<Object> filtered(final @Nullable String pattern) {
        return create(Object.class, pattern == null ? null : new SerializedCodec<>(Object.class, filter(pattern)));
    }

    /**
     * A filter that decides once for each class.
     *
     * @param pattern as {@code jdk.serialFilter} has it.
     * @return the filter.
     * @throws IllegalArgumentException if it isn't one.
     */
    public static ObjectInputFilter filter(final String pattern) {
        return PatternFilter.parse(pattern, "The filter");
    }

    /** Whether these bytes of a codec for {@code Object} hold a stream of JDK serialization, which runs code of users when read. */
    public static boolean isSerialized(final DirectBuffer source, final int offset, final int length) {
        return length > 0 && source.getByte(offset + TaggedDescriptor.TAG_OFFSET) == TaggedDescriptor.OBJECT;
    }

    @SuppressWarnings("unchecked") // int.class is a Class<Integer>
    private static <T> Class<T> boxed(final Class<T> type) {
        if (type == void.class || type == Void.class) {
            throw new IllegalArgumentException("Messages can't be of type " + type.getTypeName()
                    + ", which has no values. For signals without content use Boolean, or an enum.");
        }
        return (Class<T>) Primitives.boxed(type);
    }
}
