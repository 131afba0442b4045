package io.tandem.segment.internal;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Holds of this JVM that outlived the handles they were for: the memory names this process, which goes on using what it has there, such as
 * a lock. They end when it gives that up, through whatever handle; or with the JVM, where this library was loaded a second time and the
 * other copy's handle does that.
 */
public final class OutlivedHolds {
    private static final System.Logger LOGGER = System.getLogger(OutlivedHolds.class.getName());
    private static final Object CHANGE = new Object();
    /** Replaced as a whole, so that who unlocks looks for its own without a monitor; as a rule there are none. */
    private static volatile Segment[] segments = {};

    private OutlivedHolds() {}

    static void add(final Segment segment) {
        synchronized (CHANGE) {
            final Segment[] more = Arrays.copyOf(segments, segments.length + 1);
            more[segments.length] = segment;
            segments = more;
        }
    }

    /** {@return whether there are any, of whatever object} */
    public static boolean any() {
        return segments.length != 0;
    }

    /** {@return whether there are any of an object} */
    public static boolean any(final Segment object) {
        for (final Segment segment : segments) {
            if (isSame(segment, object)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Ends those of one object, unless it is in use. Asked while none can be added: one that is belongs to a use that is seen here.
     * What can't be tidied up now is left to the next sweep.
     */
    public static void end(final Segment object, final BooleanSupplier isInUse) {
        final List<Segment> ended = new ArrayList<>();
        synchronized (CHANGE) {
            if (isInUse.getAsBoolean()) {
                return;
            }
            segments = Arrays.stream(segments)
                    .filter(segment -> !isSame(segment, object) || !ended.add(segment))
                    .toArray(Segment[]::new);
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
