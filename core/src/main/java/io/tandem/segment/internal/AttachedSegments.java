package io.tandem.segment.internal;

import io.tandem.os.NativeLibrary;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Segments that this process attached before it could wake others: their holder words are marked when it can. Empty from
 * then on. Weak, so that handles that nobody closed can be collected.
 */
final class AttachedSegments {
    private static final Set<Segment> WAITING =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    static {
        NativeLibrary.onReady(AttachedSegments::ready);
    }

    private AttachedSegments() {}

    static void add(final Segment segment) {
        if (NativeLibrary.isReady()) {
            segment.holders().markCanWake();
            return;
        }
        WAITING.add(segment);
        if (NativeLibrary.isReady()) {
            remove(segment);
            segment.holders().markCanWake();
        }
    }

    static void remove(final Segment segment) {
        WAITING.remove(segment);
    }

    private static void ready() {
        final Segment[] segments = WAITING.toArray(new Segment[0]);
        WAITING.clear();
        for (final Segment segment : segments) {
            segment.holders().markCanWake();
        }
    }
}
