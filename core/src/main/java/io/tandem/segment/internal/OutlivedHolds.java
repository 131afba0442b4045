package io.tandem.segment.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds of this JVM that outlived the handles they were for: the memory names this process, which goes on using what it has there, such as
 * a lock. They end when it gives that up, through whatever handle.
 */
public final class OutlivedHolds {
    private static final List<Segment> SEGMENTS = new ArrayList<>();
    /** For the common case: there are none. */
    private static volatile boolean any;

    private OutlivedHolds() {}

    static void add(final Segment segment) {
        synchronized (SEGMENTS) {
            SEGMENTS.add(segment);
            any = true;
        }
    }

    /** {@return whether there are any, of whatever object} */
    public static boolean any() {
        return any;
    }

    /** Ends those of one object, which is in use no more. */
    public static void end(final Segment object) {
        final List<Segment> ended = new ArrayList<>();
        synchronized (SEGMENTS) {
            SEGMENTS.removeIf(segment -> isSame(segment, object) && ended.add(segment));
            any = !SEGMENTS.isEmpty();
        }
        ended.forEach(Segment::endHold);
    }

    private static boolean isSame(final Segment one, final Segment other) {
        return one.objectId() == other.objectId() && one.holder() == other.holder() && one.state() == other.state();
    }
}
