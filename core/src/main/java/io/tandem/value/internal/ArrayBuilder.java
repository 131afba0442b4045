package io.tandem.value.internal;

import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.object.BodyVersion;
import io.tandem.segment.internal.object.SegmentBuilder;
import io.tandem.value.SharedArray;
import java.util.Map;

/**
 * Options of an array.
 *
 * @param <A> type of its handles.
 */
final class ArrayBuilder<A extends SharedArray> extends SegmentBuilder<A, SharedArray.Builder<A>>
        implements SharedArray.Builder<A> {
    private final ElementType type;
    private final Class<A> handles;
    private final long length;

    ArrayBuilder(final ElementType type, final Class<A> handles, final long length) {
        if (length < 0 || length > type.maxLength()) {
            throw new IllegalArgumentException("An array of type " + type.word() + " can't have a length of " + length
                    + ": it must be from 0 to " + type.maxLength() + ".");
        }
        this.type = type;
        this.handles = handles;
        this.length = length;
    }

    @Override
    protected SharedArray.Builder<A> self() {
        return this;
    }

    @Override
    protected ObjectKind kind() {
        return ObjectKind.ARRAY;
    }

    @Override
    protected long bodyLength() {
        return ArrayDescriptor.bodyLength(length << type.shift());
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(ArrayDescriptor.TYPE_KEY, type.word(), ArrayDescriptor.LENGTH_KEY, Long.toString(length));
    }

    @Override
    protected void initialize(final Segment segment) {
        BodyVersion.write(segment, ArrayDescriptor.VERSION);
    }

    @Override
    protected A handle(final Segment segment) {
        return handles.cast(type.array(segment));
    }
}
