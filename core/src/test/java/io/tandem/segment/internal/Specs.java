package io.tandem.segment.internal;

import java.util.Map;

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
                false,
                segment -> segment.buffer(0, Long.BYTES).putLong(0, BODY_WORD));
    }

    static SegmentSpec adopting(final String name, final Map<String, String> configuration) {
        return new SegmentSpec(ObjectKind.PIPE, name, 1, configuration, true, false, segment -> {});
    }

    static SegmentSpec unnamed() {
        return unnamed(BODY_LENGTH);
    }

    static SegmentSpec unnamed(final long bodyLength) {
        return new SegmentSpec(ObjectKind.BOOTSTRAP, null, bodyLength, Map.of(), false, false, segment -> {});
    }
}
