package io.tandem.sync.internal.gate;

import io.tandem.segment.internal.Layouts;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.wait.internal.EventWord;

/**
 * The body of an event's segment, little-endian.
 *
 * <pre>
 *    0  +----------------------------------------------+
 *       | body version                                 |  4   creator, once, before the name exists
 *  128  +----------------------------------------------+
 *       | state: number of sets (63), whether it is set|  8   anyone, CAS; bit 0 says whether it is set
 *  256  +----------------------------------------------+
 *       | changed: an {@link EventWord}                   |  4   armed by waiters; signalled by who sets
 *       +----------------------------------------------+
 * </pre>
 *
 * <p>A set raises the number and sets the bit in one store; then it signals. A clear takes the bit away, and leaves the number. Who
 * waits remembers the number it began with: another one means that it was set meanwhile, whether or not it is set now.
 *
 * <p><b>Deaths.</b> Each change is one store. Dead before it: nothing. Dead between a set and its signal: the sleepers look again when
 * their slice ends. A dead waiter has announced itself in the event word, which costs one needless wake.
 */
final class EventDescriptor {
    static final int VERSION = 1;

    static final int STATE_OFFSET = Layouts.HOT_WORD_DISTANCE;
    static final int CHANGED_OFFSET = 2 * Layouts.HOT_WORD_DISTANCE;
    static final int LENGTH = CHANGED_OFFSET + EventWord.LENGTH;

    static final GateLayout LAYOUT = new GateLayout(ObjectKind.EVENT, VERSION, CHANGED_OFFSET, LENGTH);

    private static final long SET = 1;
    private static final long ONE_MORE = 2;

    private EventDescriptor() {}

    static boolean isSet(final long state) {
        return (state & SET) != 0;
    }

    static long set(final long state) {
        return (state | SET) + ONE_MORE;
    }

    static long cleared(final long state) {
        return state & ~SET;
    }

    /** Whether it is set, or was since it had that other state. */
    static boolean wasSetSince(final long before, final long state) {
        return isSet(state) || cleared(state) != cleared(before);
    }
}
