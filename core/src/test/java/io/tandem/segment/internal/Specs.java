package io.tandem.segment.internal;

import io.tandem.segment.MemoryOption;
import java.util.Map;
import java.util.Set;

/** What the tests of this package create and expect. */
final class Specs {
    static final int BODY_LENGTH = 8192;
    static final long BODY_WORD = 0x5EED_0F_BEEFL;

    private Specs() {}

    static SegmentSpec named(final String name) {
        return named(name, Map.of("type", "java.lang.String", "capacity", "4096"));
    }

    static SegmentSpec named(final String name, final Map<String, String> configuration) {
        return new SegmentSpec(
                ObjectKind.PIPE,
                name,
                BODY_LENGTH,
                configuration,
                false,
                Set.of(),
                segment -> segment.buffer(0, Long.BYTES).putLong(0, BODY_WORD));
    }

    static SegmentSpec adopting(final String name, final Map<String, String> configuration) {
        return new SegmentSpec(ObjectKind.PIPE, name, 1, configuration, true, Set.of(), segment -> {});
    }

    /** Its memory locked and present. */
    static SegmentSpec provided(final String name) {
        return new SegmentSpec(
                ObjectKind.PIPE,
                name,
                BODY_LENGTH,
                Map.of(),
                false,
                Set.of(MemoryOption.PREFAULT, MemoryOption.LOCK),
                segment -> {});
    }

    static SegmentSpec unnamed() {
        return unnamed(BODY_LENGTH);
    }

    static SegmentSpec unnamed(final long bodyLength) {
        return new SegmentSpec(ObjectKind.BOOTSTRAP, null, bodyLength, Map.of(), false, Set.of(), segment -> {});
    }
}
