package io.tandem.segment.internal;

import io.tandem.segment.MemoryOption;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a segment is to be, or is expected to be.
 *
 * @param kind                 of the object.
 * @param name                 it is found by, or null.
 * @param bodyLength           bytes behind the header; checked on opening unless the existing configuration is adopted.
 * @param configuration        what both sides must agree on, such as element types, codec and capacity; checked on
 *                             opening, value by value.
 * @param unasked              keys of the configuration whose values nobody chose: an existing object may have others, and
 *                             another length because of them, which its handle checks.
 * @param adoptExisting        whether an existing object's own configuration and length are taken as they are (kind,
 *                             element types and codec are checked even so: keys that start with {@code type} or
 *                             {@code codec}).
 * @param memory               how its memory is provided in this process, made or opened.
 * @param initializer          fills the body of a new segment before anyone can see it.
 */
public record SegmentSpec(
        ObjectKind kind,
        @Nullable String name,
        long bodyLength,
        Map<String, String> configuration,
        Set<String> unasked,
        boolean adoptExisting,
        Set<MemoryOption> memory,
        Consumer<Segment> initializer) {
    /** All of the configuration was asked for. */
    public SegmentSpec(
            final ObjectKind kind,
            @Nullable final String name,
            final long bodyLength,
            final Map<String, String> configuration,
            final boolean adoptExisting,
            final Set<MemoryOption> memory,
            final Consumer<Segment> initializer) {
        this(kind, name, bodyLength, configuration, Set.of(), adoptExisting, memory, initializer);
    }
}
