package io.tandem.sync.internal.gate;

import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;

/**
 * What a handle has to know of its segment's layout.
 *
 * @param kind          of the object.
 * @param version       of the layout.
 * @param versionOffset of the word that holds it.
 * @param eventOffset   of the event word that waiters sleep on.
 * @param length        of the body.
 */
public record GateLayout(ObjectKind kind, int version, int versionOffset, int eventOffset, int length) {
    /** Writes the version into a new segment; all else is 0. */
    public void initialize(final Segment segment) {
        segment.buffer(0, length).putInt(versionOffset, version);
    }
}
