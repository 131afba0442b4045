package io.tandem.channel.internal.queue;

import io.tandem.codec.Codec;
import io.tandem.codec.internal.Codecs;
import io.tandem.codec.internal.MessageCodec;
import io.tandem.segment.NotTransferableException;
import io.tandem.wait.WaitPolicy;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the handles of a queue must agree on, and how they wait.
 *
 * @param <E>    type of the items.
 * @param type   of the items.
 * @param codec  of the user, or null.
 * @param policy of calls that wait.
 */
record QueueTypes<E>(Class<E> type, @Nullable Codec<E> codec, WaitPolicy policy) {
    MessageCodec<E> newCodec() {
        return Codecs.create(type, codec);
    }

    /** What stands in the header. */
    Map<String, String> configuration(final int capacity, final long maxItems) {
        final Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put("type", type.getName());
        configuration.put("codec", newCodec().name());
        configuration.put(QueueMemory.CAPACITY_KEY, Integer.toString(capacity));
        configuration.put(
                QueueMemory.ITEMS_KEY, maxItems == Long.MAX_VALUE ? QueueMemory.UNLIMITED : Long.toString(maxItems));
        return configuration;
    }

    /** As it travels. */
    Travelling travelling() {
        if (codec == null || codec instanceof Serializable) {
            return new Travelling(type, (Serializable) codec, policy);
        }
        throw new NotTransferableException(
                "A queue with the codec " + codec.getClass().getName()
                        + " can't travel, since the codec isn't Serializable. Let it implement Serializable, or open the queue by its"
                        + " name in the other process.");
    }

    /**
     * The same, serializable.
     *
     * @param type   as above.
     * @param codec  as above.
     * @param policy as above.
     */
    record Travelling(Class<?> type, @Nullable Serializable codec, WaitPolicy policy) implements Serializable {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("unchecked") // made from a QueueTypes
        QueueTypes<Object> arrived() {
            return new QueueTypes<>((Class<Object>) type, (Codec<Object>) codec, policy);
        }
    }
}
