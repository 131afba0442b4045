package io.tandem.channel.internal.queue;

import io.tandem.channel.SharedQueue;
import io.tandem.codec.Codec;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.wait.internal.WaitingBuilder;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Options of a queue.
 *
 * @param <E> type of the items.
 */
public final class QueueBuilder<E> extends WaitingBuilder<SharedQueue<E>, SharedQueue.Builder<E>>
        implements SharedQueue.Builder<E> {
    private final Class<E> type;
    private int capacity = QueueDescriptor.DEFAULT_CAPACITY;
    private long maxItems = Long.MAX_VALUE;
    private @Nullable Codec<E> codec;

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
    public SharedQueue.Builder<E> codec(final Codec<E> newCodec) {
        codec = Objects.requireNonNull(newCodec, "the codec");
        return this;
    }

    private QueueTypes<E> types() {
        return new QueueTypes<>(type, codec, policy());
    }

    @Override
    protected SharedQueue.Builder<E> self() {
        return this;
    }

    @Override
    protected ObjectKind kind() {
        return ObjectKind.QUEUE;
    }

    @Override
    protected long bodyLength() {
        return QueueDescriptor.bodyLength(capacity);
    }

    @Override
    protected Map<String, String> configuration() {
        return types().configuration(capacity, maxItems);
    }

    // All else is 0: two free locks, an empty ring, nobody in the table.
    @Override
    protected void initialize(final Segment segment) {
        BodyVersion.write(segment, QueueDescriptor.VERSION);
    }

    @Override
    protected SharedQueue<E> handle(final Segment segment) {
        return new QueueHandle<>(segment, types());
    }
}
