package io.tandem.value.internal;

import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.object.SegmentBuilder;
import io.tandem.value.SharedMemory;
import java.util.Map;

/** Options of memory of no other kind. Its body is the bytes alone; their number stands in the header. */
final class MemoryBuilder extends SegmentBuilder<SharedMemory, SharedMemory.Builder> implements SharedMemory.Builder {
    static final String SIZE_KEY = "size";

    private final long size;

    MemoryBuilder(final long size) {
        if (size < 1 || size > ArrayDescriptor.MAX_BYTES) {
            throw new IllegalArgumentException("Shared memory can't have a size of " + size
                    + " bytes: it must be from 1 to " + ArrayDescriptor.MAX_BYTES + ".");
        }
        this.size = size;
    }

    @Override
    protected SharedMemory.Builder self() {
        return this;
    }

    @Override
    protected ObjectKind kind() {
        return ObjectKind.MEMORY;
    }

    @Override
    protected long bodyLength() {
        return size;
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(SIZE_KEY, Long.toString(size));
    }

    @Override
    protected SharedMemory handle(final Segment segment) {
        return new MemoryHandle(segment);
    }
}
