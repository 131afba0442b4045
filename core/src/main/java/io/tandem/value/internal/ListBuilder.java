package io.tandem.value.internal;

import io.tandem.codec.internal.PlainCodec;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.object.SegmentBuilder;
import io.tandem.value.SharedList;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Options of a list. */
public final class ListBuilder extends SegmentBuilder<SharedList, SharedList.Builder> implements SharedList.Builder {
    static final String LENGTH_KEY = ArrayDescriptor.LENGTH_KEY;
    static final String MAX_BYTES_KEY = "max-bytes";
    static final int MOST_BYTES = RecordShape.MOST_BYTES;

    private static final int LEAST_DEFAULT = 16;

    private final int length;
    private int longest = LEAST_DEFAULT;
    /** Negative: as the initial values need. */
    private int maxBytes = -1;

    private @Nullable Object @Nullable [] initialValues;

    /**
     * Starts with the defaults.
     *
     * @param length number of slots.
     */
    public ListBuilder(final int length) {
        if (length < 0) {
            throw new IllegalArgumentException("A list can't have " + length + " slots: it must be 0 or more.");
        }
        this.length = length;
    }

    @Override
    public SharedList.Builder initialValues(final @Nullable Object... values) {
        if (values.length != length) {
            throw new IllegalArgumentException("A list of " + length + " slots can't begin with " + values.length
                    + " values: give as many as there are slots, or null for those that are to be empty.");
        }
        int most = LEAST_DEFAULT;
        for (final @Nullable Object value : values) {
            most = Math.max(most, PlainCodec.bytes(value));
        }
        longest = most;
        initialValues = values.clone();
        return this;
    }

    @Override
    public SharedList.Builder maxBytes(final int bytes) {
        if (bytes < 0 || bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "A slot can't have room for " + bytes + " bytes: it must be from 0 to " + MOST_BYTES + ".");
        }
        maxBytes = bytes;
        return this;
    }

    private int room() {
        if (maxBytes < 0 && longest > MOST_BYTES) {
            throw new IllegalArgumentException("The longest initial value takes " + longest
                    + " bytes, and a slot has room for " + MOST_BYTES + " at most.");
        }
        return maxBytes < 0 ? longest : maxBytes;
    }

    @Override
    protected SharedList.Builder self() {
        return this;
    }

    @Override
    protected ObjectKind kind() {
        return ObjectKind.LIST;
    }

    @Override
    protected long bodyLength() {
        return CellsDescriptor.geometry(ListScratch.room(room())).bodyLength(length);
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(LENGTH_KEY, Integer.toString(length), MAX_BYTES_KEY, Integer.toString(room()));
    }

    @Override
    protected Set<String> unasked() {
        return maxBytes < 0 ? Set.of(MAX_BYTES_KEY) : Set.of();
    }

    @Override
    protected void initialize(final Segment segment) {
        ListMemory.initialize(segment, room(), initialValues);
    }

    @Override
    protected SharedList handle(final Segment segment) {
        return ListMemory.over(segment);
    }
}
