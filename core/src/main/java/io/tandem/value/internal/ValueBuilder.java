package io.tandem.value.internal;

import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.segment.internal.object.SegmentBuilder;
import java.util.Map;
import org.agrona.concurrent.AtomicBuffer;

/**
 * Options of a value of its own.
 *
 * @param <T> type of its handles.
 * @param <B> the builder as users see it.
 */
abstract class ValueBuilder<T extends SharedObject, B extends SharedObject.Builder<T, B>> extends SegmentBuilder<T, B> {
    private final ElementType type;
    private final Class<T> handles;
    private long initialLong;
    private int initialInt;

    ValueBuilder(final ElementType type, final Class<T> handles) {
        this.type = type;
        this.handles = handles;
    }

    final void initialLong(final long bits) {
        initialLong = bits;
    }

    final void initialInt(final int bits) {
        initialInt = bits;
    }

    @Override
    protected final ObjectKind kind() {
        return ObjectKind.VALUE;
    }

    @Override
    protected final long bodyLength() {
        return ValueDescriptor.LENGTH;
    }

    @Override
    protected final Map<String, String> configuration() {
        return Map.of(SingleMemory.TYPE_KEY, type.word());
    }

    @Override
    protected final void initialize(final Segment segment) {
        BodyVersion.write(segment, ValueDescriptor.VERSION);
        final AtomicBuffer body = segment.buffer(0, ValueDescriptor.LENGTH);
        if (initialInt != 0) {
            body.putInt(ValueDescriptor.VALUE_OFFSET, initialInt);
        } else {
            body.putLong(ValueDescriptor.VALUE_OFFSET, initialLong);
        }
    }

    @Override
    protected final T handle(final Segment segment) {
        return handles.cast(new SingleMemory(segment, type).face());
    }
}
