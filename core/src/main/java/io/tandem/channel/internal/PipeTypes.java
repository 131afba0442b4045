package io.tandem.channel.internal;

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
 * What the handles of a pipe must agree on, and how they wait.
 *
 * @param <A>         type of what the first end sends.
 * @param <B>         type of what the second end sends.
 * @param first       type of what the first end sends.
 * @param second      type of what the second end sends.
 * @param firstCodec  of the user, or null.
 * @param secondCodec of the user, or null.
 * @param policy      of typed calls.
 */
record PipeTypes<A, B>(
        Class<A> first,
        Class<B> second,
        @Nullable Codec<A> firstCodec,
        @Nullable Codec<B> secondCodec,
        WaitPolicy policy) {
    MessageCodec<A> newFirstCodec() {
        return Codecs.create(first, firstCodec);
    }

    MessageCodec<B> newSecondCodec() {
        return Codecs.create(second, secondCodec);
    }

    /** What stands in the header. */
    Map<String, String> configuration(final int capacity, final boolean oneWay) {
        final Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put("type.first", first.getName());
        configuration.put("type.second", second.getName());
        configuration.put("codec.first", newFirstCodec().name());
        configuration.put("codec.second", newSecondCodec().name());
        configuration.put(PipeMemory.DIRECTION_KEY, oneWay ? PipeMemory.ONE_WAY : PipeMemory.BOTH_WAYS);
        configuration.put(PipeMemory.CAPACITY_KEY, Integer.toString(capacity));
        return configuration;
    }

    /** As it travels. */
    Travelling travelling() {
        return new Travelling(first, second, serializable(firstCodec), serializable(secondCodec), policy.name());
    }

    private static @Nullable Serializable serializable(final @Nullable Codec<?> codec) {
        if (codec == null || codec instanceof Serializable) {
            return (Serializable) codec;
        }
        throw new NotTransferableException(
                "A pipe with the codec " + codec.getClass().getName()
                        + " can't travel, since the codec isn't Serializable. Let it implement Serializable, or open the pipe by its"
                        + " name in the other process.");
    }

    /**
     * The same, serializable.
     *
     * @param first       as above.
     * @param second      as above.
     * @param firstCodec  as above.
     * @param secondCodec as above.
     * @param policy      its name: as an enum it would take 80 bytes more.
     */
    record Travelling(
            Class<?> first,
            Class<?> second,
            @Nullable Serializable firstCodec,
            @Nullable Serializable secondCodec,
            String policy)
            implements Serializable {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("unchecked") // made from a PipeTypes
        PipeTypes<Object, Object> arrived() {
            return new PipeTypes<>(
                    (Class<Object>) first,
                    (Class<Object>) second,
                    (Codec<Object>) firstCodec,
                    (Codec<Object>) secondCodec,
                    WaitPolicy.valueOf(policy));
        }
    }
}
