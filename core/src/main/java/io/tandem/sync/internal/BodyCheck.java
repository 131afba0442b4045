package io.tandem.sync.internal;

import io.tandem.segment.IncompatibleException;
import io.tandem.segment.internal.Segment;

/** Whether a segment's body is what its kind says; its first word is its layout version. */
final class BodyCheck {
    private BodyCheck() {}

    /**
     * Refuses what isn't.
     *
     * @param segment    open.
     * @param length     of a body of this kind, at least.
     * @param version    of the layout that this library reads.
     * @param configured whether its configuration makes sense.
     */
    static void require(final Segment segment, final int length, final int version, final boolean configured) {
        if (!configured || segment.bodyLength() < length) {
            throw new IncompatibleException("The " + describe(segment) + " has the configuration "
                    + segment.configuration() + " and a body of " + segment.bodyLength() + " bytes. That is no "
                    + segment.kind().words() + " of this library; delete it.");
        }
        final int found = segment.buffer(0, Integer.BYTES).getInt(0);
        if (found != version) {
            throw new IncompatibleException("The " + describe(segment) + " has layout version " + found
                    + ", and this library reads " + version
                    + ". Use the same version of Tandem on both sides, or delete the "
                    + segment.kind().words() + ".");
        }
    }

    private static String describe(final Segment segment) {
        return segment.kind().words() + " "
                + segment.name()
                        .map(name -> "\"" + name + "\"")
                        .orElseGet(() -> segment.objectId() + " (without a name)");
    }
}
