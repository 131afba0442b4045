package io.tandem.segment.internal;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Holds of this JVM that outlived the handles they were for: the memory names this process, which goes on using what it has there, such as
 * a lock. They end when it gives that up, through whatever handle.
 */
public final class OutlivedHolds {
    private static final System.Logger LOGGER = System.getLogger(OutlivedHolds.class.getName());
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

    /**
     * Ends those of one object, unless it is in use. Asked while none can be added: one that is belongs to a use that is seen here.
     * What can't be tidied up now is left to the next sweep.
     */
    public static void end(final Segment object, final BooleanSupplier isInUse) {
        final List<Segment> ended = new ArrayList<>();
        synchronized (SEGMENTS) {
            if (isInUse.getAsBoolean()) {
                return;
            }
            SEGMENTS.removeIf(segment -> isSame(segment, object) && ended.add(segment));
            any = !SEGMENTS.isEmpty();
        }
        for (final Segment segment : ended) {
            try {
                segment.endHold();
            } catch (final RuntimeException e) {
                LOGGER.log(Level.WARNING, "Could not tidy up behind " + segment.describeWithin() + ".", e);
            }
        }
    }

    private static boolean isSame(final Segment one, final Segment other) {
        return one.objectId() == other.objectId() && one.holder() == other.holder() && one.state() == other.state();
    }
}
