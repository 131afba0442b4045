package io.tandem.value.internal;

import io.tandem.segment.Domain;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
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
    private final ArrayKind kind;
    private final Class<A> handles;
    private final long length;

    ArrayBuilder(final ArrayKind kind, final Class<A> handles, final long length) {
        if (length < 0 || length > kind.maxLength()) {
            throw new IllegalArgumentException("An array of type " + kind.word() + " can't have a length of " + length
                    + ": it must be from 0 to " + kind.maxLength() + ".");
        }
        this.kind = kind;
        this.handles = handles;
        this.length = length;
    }

    static boolean delete(final Domain domain, final String name) {
        return Segment.delete(domain, name, ObjectKind.ARRAY);
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
        return ArrayDescriptor.bodyLength(length << kind.shift());
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(ArrayDescriptor.TYPE_KEY, kind.word(), ArrayDescriptor.LENGTH_KEY, Long.toString(length));
    }

    @Override
    protected void initialize(final Segment segment) {
        segment.buffer(0, ArrayDescriptor.ELEMENTS_OFFSET)
                .putInt(ArrayDescriptor.VERSION_OFFSET, ArrayDescriptor.VERSION);
    }

    @Override
    protected A handle(final Segment segment) {
        return handles.cast(kind.handle(segment));
    }
}
