package io.tandem.sync.internal.gate;

import io.tandem.segment.internal.Layouts;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.wait.internal.EventWord;

/**
 * The body of a latch's segment, little-endian.
 *
 * <pre>
 *    0  +----------------------------------------------+
 *       | body version                                 |  4   creator, once, before the name exists
 *  128  +----------------------------------------------+
 *       | count, never negative                        |  8   creator, once; then anyone, CAS, and only downwards
 *  256  +----------------------------------------------+
 *       | open: an {@link EventWord}                      |  4   armed by waiters; signalled by who brings the count to 0
 *       +----------------------------------------------+
 * </pre>
 *
 * <p><b>Deaths.</b> Each change is one store. Dead before it: the count is as it was, and nobody counts in place of the dead. Dead
 * between the store of 0 and the signal: the sleepers look again when their slice ends.
 */
final class LatchDescriptor {
    static final int VERSION = 1;

    static final int COUNT_OFFSET = Layouts.HOT_WORD_DISTANCE;
    static final int OPEN_OFFSET = 2 * Layouts.HOT_WORD_DISTANCE;
    static final int LENGTH = OPEN_OFFSET + EventWord.LENGTH;

    static final GateLayout LAYOUT = new GateLayout(ObjectKind.LATCH, VERSION, OPEN_OFFSET, LENGTH);

    private LatchDescriptor() {}
}
