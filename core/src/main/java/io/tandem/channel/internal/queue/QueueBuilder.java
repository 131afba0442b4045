package io.tandem.channel.internal.queue;

import io.tandem.channel.SharedQueue;
import io.tandem.codec.Codec;
import io.tandem.segment.Domain;
import io.tandem.segment.MemoryOption;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.SegmentSpec;
import io.tandem.wait.WaitPolicy;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Options of a queue.
 *
 * @param <E> type of the items.
 */
public final class QueueBuilder<E> implements SharedQueue.Builder<E> {
    private final Class<E> type;
    private @Nullable String name;
    private @Nullable Domain domain;
    private int capacity = QueueDescriptor.DEFAULT_CAPACITY;
    private long maxItems = Long.MAX_VALUE;
    private WaitPolicy policy = WaitPolicy.SPIN_THEN_SLEEP;
    private @Nullable Codec<E> codec;
    private boolean adoptExisting;
    private Set<MemoryOption> memory = Set.of();

    /**
     * Starts with the defaults.
     *
     * @param type of the items.
     */
    public QueueBuilder(final Class<E> type) {
        this.type = Objects.requireNonNull(type, "the type of the items");
    }

    /**
     * Removes a name.
     *
     * @param domain it is in.
     * @param name   of a queue.
     * @return false if there was none.
     */
    public static boolean delete(final Domain domain, final String name) {
        return Segment.delete(domain, name, ObjectKind.QUEUE);
    }

    @Override
    public SharedQueue.Builder<E> name(final String newName) {
        name = Objects.requireNonNull(newName, "the name");
        return this;
    }

    @Override
    public SharedQueue.Builder<E> domain(final Domain newDomain) {
        domain = Objects.requireNonNull(newDomain, "the domain");
        return this;
    }

    @Override
    public SharedQueue.Builder<E> capacityBytes(final int newCapacity) {
        if (!QueueDescriptor.isCapacity(newCapacity)) {
            throw new IllegalArgumentException("A queue can't have a capacity of " + newCapacity
                    + " bytes: it must be a power of two, from " + QueueDescriptor.MIN_CAPACITY + " to "
                    + QueueDescriptor.MAX_CAPACITY + ".");
        }
        capacity = newCapacity;
        return this;
    }

    @Override
    public SharedQueue.Builder<E> capacityItems(final long newMaxItems) {
        if (newMaxItems < 1) {
            throw new IllegalArgumentException(
                    "A queue can't hold at most " + newMaxItems + " items: it must be 1 or more.");
        }
        maxItems = newMaxItems;
        return this;
    }

    @Override
    public SharedQueue.Builder<E> waitPolicy(final WaitPolicy newPolicy) {
        policy = Objects.requireNonNull(newPolicy, "the wait policy");
        return this;
    }

    @Override
    public SharedQueue.Builder<E> codec(final Codec<E> newCodec) {
        codec = Objects.requireNonNull(newCodec, "the codec");
        return this;
    }

    @Override
    public SharedQueue.Builder<E> adoptExisting() {
        adoptExisting = true;
        return this;
    }

    @Override
    public SharedQueue.Builder<E> memory(final MemoryOption... options) {
        memory = Set.copyOf(Arrays.asList(options));
        return this;
    }

    @Override
    public SharedQueue<E> create() {
        return handle(Segment.create(domainOrCurrent(), spec()));
    }

    @Override
    public SharedQueue<E> open() {
        requireName("open()");
        return handle(Segment.open(domainOrCurrent(), spec()));
    }

    @Override
    public SharedQueue<E> openOrCreate() {
        requireName("openOrCreate()");
        return handle(Segment.openOrCreate(domainOrCurrent(), spec()));
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

    private QueueTypes<E> types() {
        return new QueueTypes<>(type, codec, policy);
    }

    private SegmentSpec spec() {
        return new SegmentSpec(
                ObjectKind.QUEUE,
                name,
                QueueDescriptor.bodyLength(capacity),
                types().configuration(capacity, maxItems),
                adoptExisting,
                memory,
                QueueBuilder::initialize);
    }

    // All else is 0: two free locks, an empty ring, nobody in the table.
    private static void initialize(final Segment segment) {
        segment.buffer(0, QueueDescriptor.CONTROL_LENGTH)
                .putInt(QueueDescriptor.VERSION_OFFSET, QueueDescriptor.VERSION);
    }

    private SharedQueue<E> handle(final Segment segment) {
        try {
            return new QueueHandle<>(segment, types());
        } catch (final Throwable t) {
            segment.close();
            throw t;
        }
    }
}
