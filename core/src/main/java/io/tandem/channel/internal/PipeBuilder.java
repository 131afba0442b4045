package io.tandem.channel.internal;

import io.tandem.channel.SharedPipe;
import io.tandem.codec.Codec;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.wait.internal.WaitingBuilder;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Options of a pipe.
 *
 * @param <A> type of the messages that the first end sends.
 * @param <B> type of the messages that the second end sends.
 */
public final class PipeBuilder<A, B> extends WaitingBuilder<SharedPipe<A, B>, SharedPipe.Builder<A, B>>
        implements SharedPipe.Builder<A, B> {
    private final Class<A> first;
    private final Class<B> second;
    private int capacity = PipeDescriptor.DEFAULT_CAPACITY;
    private @Nullable Codec<A> firstCodec;
    private @Nullable Codec<B> secondCodec;
    private boolean oneWay;

    /**
     * Starts with the defaults.
     *
     * @param first  type of the messages that the first end sends.
     * @param second type of the messages that the second end sends.
     */
    public PipeBuilder(final Class<A> first, final Class<B> second) {
        this.first = Objects.requireNonNull(first, "the type that the first end sends");
        this.second = Objects.requireNonNull(second, "the type that the second end sends");
    }

    /**
     * Removes a name.
     *
     * @param domain it is in.
     * @param name   of a pipe.
     * @return false if there was none.
     */
    public static boolean delete(final Domain domain, final String name) {
        return Segment.delete(domain, name, ObjectKind.PIPE);
    }

    @Override
    public SharedPipe.Builder<A, B> capacityBytes(final int newCapacity) {
        if (!PipeDescriptor.isCapacity(newCapacity)) {
            throw new IllegalArgumentException("A pipe can't have a capacity of " + newCapacity
                    + " bytes: it must be a power of two, from " + PipeDescriptor.MIN_CAPACITY + " to "
                    + PipeDescriptor.MAX_CAPACITY + ", eight times the longest message at least.");
        }
        capacity = newCapacity;
        return this;
    }

    @Override
    public SharedPipe.Builder<A, B> firstCodec(final Codec<A> codec) {
        firstCodec = Objects.requireNonNull(codec, "the codec");
        return this;
    }

    @Override
    public SharedPipe.Builder<A, B> secondCodec(final Codec<B> codec) {
        secondCodec = Objects.requireNonNull(codec, "the codec");
        return this;
    }

    @Override
    public SharedPipe.Builder<A, B> oneWay() {
        oneWay = true;
        return this;
    }

    private PipeTypes<A, B> types() {
        return new PipeTypes<>(first, second, firstCodec, secondCodec, policy());
    }

    @Override
    protected SharedPipe.Builder<A, B> self() {
        return this;
    }

    @Override
    protected ObjectKind kind() {
        return ObjectKind.PIPE;
    }

    @Override
    protected long bodyLength() {
        return PipeDescriptor.bodyLength(capacity, oneWay);
    }

    @Override
    protected Map<String, String> configuration() {
        return types().configuration(capacity, oneWay);
    }

    // All else is 0: two free ends and two empty rings.
    @Override
    protected void initialize(final Segment segment) {
        BodyVersion.write(segment, PipeDescriptor.VERSION);
    }

    @Override
    protected SharedPipe<A, B> handle(final Segment segment) {
        final ProcessRegistry registry = ProcessRegistry.of(segment.domain());
        return new PipeHandle<>(new PipeMemory(segment, registry.own()), types());
    }
}
