package io.tandem.channel.internal;

import io.tandem.channel.SharedPipe;
import io.tandem.codec.Codec;
import io.tandem.segment.Domain;
import io.tandem.segment.MemoryOption;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.SegmentSpec;
import io.tandem.wait.WaitPolicy;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Options of a pipe.
 *
 * @param <A> type of the messages that the first end sends.
 * @param <B> type of the messages that the second end sends.
 */
public final class PipeBuilder<A, B> implements SharedPipe.Builder<A, B> {
    private final Class<A> first;
    private final Class<B> second;
    private @Nullable String name;
    private @Nullable Domain domain;
    private int capacity = PipeDescriptor.DEFAULT_CAPACITY;
    private WaitPolicy policy = WaitPolicy.SPIN_THEN_SLEEP;
    private @Nullable Codec<A> firstCodec;
    private @Nullable Codec<B> secondCodec;
    private boolean oneWay;
    private boolean adoptExisting;
    private Set<MemoryOption> memory = Set.of();

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
    public SharedPipe.Builder<A, B> name(final String newName) {
        name = Objects.requireNonNull(newName, "the name");
        return this;
    }

    @Override
    public SharedPipe.Builder<A, B> domain(final Domain newDomain) {
        domain = Objects.requireNonNull(newDomain, "the domain");
        return this;
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
    public SharedPipe.Builder<A, B> waitPolicy(final WaitPolicy newPolicy) {
        policy = Objects.requireNonNull(newPolicy, "the wait policy");
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

    @Override
    public SharedPipe.Builder<A, B> adoptExisting() {
        adoptExisting = true;
        return this;
    }

    @Override
    public SharedPipe.Builder<A, B> memory(final MemoryOption... options) {
        memory = Set.copyOf(Arrays.asList(options));
        return this;
    }

    @Override
    public SharedPipe<A, B> create() {
        final Domain in = domainOrCurrent();
        return handle(in, Segment.create(in, spec()));
    }

    @Override
    public SharedPipe<A, B> open() {
        requireName("open()");
        final Domain in = domainOrCurrent();
        return handle(in, Segment.open(in, spec()));
    }

    @Override
    public SharedPipe<A, B> openOrCreate() {
        requireName("openOrCreate()");
        final Domain in = domainOrCurrent();
        return handle(in, Segment.openOrCreate(in, spec()));
    }

    private Domain domainOrCurrent() {
        final Domain chosen = domain;
        return chosen == null ? Domain.current() : chosen;
    }

    private void requireName(final String call) {
        if (name == null) {
            throw new IllegalStateException(call + " needs a name. Give one by name(...), or use create().");
        }
    }

    private PipeTypes<A, B> types() {
        return new PipeTypes<>(first, second, firstCodec, secondCodec, policy);
    }

    private SegmentSpec spec() {
        return new SegmentSpec(
                ObjectKind.PIPE,
                name,
                PipeDescriptor.bodyLength(capacity, oneWay),
                types().configuration(capacity, oneWay),
                adoptExisting,
                memory,
                PipeBuilder::initialize);
    }

    // All else is 0: two free ends and two empty rings.
    private static void initialize(final Segment segment) {
        segment.buffer(0, PipeDescriptor.CONTROL_LENGTH).putInt(PipeDescriptor.VERSION_OFFSET, PipeDescriptor.VERSION);
    }

    private SharedPipe<A, B> handle(final Domain in, final Segment segment) {
        try {
            return new PipeHandle<>(
                    new PipeMemory(segment, ProcessRegistry.of(in).own()), types());
        } catch (final Throwable t) {
            segment.close();
            throw t;
        }
    }
}
