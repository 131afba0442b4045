package io.tandem.segment.internal.object;

import io.tandem.segment.IncompatibleException;
import io.tandem.segment.internal.Segment;

/** The first four bytes of a body: the version of its layout. Its creator writes them once, before the object can be found. */
public final class BodyVersion {
    /** Bytes that it takes. */
    public static final int LENGTH = Integer.BYTES;

    private static final int OFFSET = 0;

    private BodyVersion() {}

    /**
     * Writes it into a new segment.
     *
     * @param segment that nobody else can see.
     * @param version of the layout that its body has.
     */
    public static void write(final Segment segment, final int version) {
        segment.buffer(OFFSET, LENGTH).putInt(0, version);
    }

    /**
     * Refuses a body that isn't what its kind says.
     *
     * @param segment    open.
     * @param length     of a body of this kind and configuration, at least.
     * @param version    of the layout that this library reads.
     * @param configured whether its configuration makes sense.
     * @throws IncompatibleException if it isn't.
     */
    public static void require(final Segment segment, final long length, final int version, final boolean configured) {
        if (!configured || segment.bodyLength() < length) {
            throw new IncompatibleException(segment.describe() + " has the configuration " + segment.configuration()
                    + " and a body of " + segment.bodyLength() + " bytes. That is no "
                    + segment.kind().words() + " of this library; delete it.");
        }
        final int found = segment.buffer(OFFSET, LENGTH).getInt(0);
        if (found != version) {
            throw new IncompatibleException(segment.describe() + " has layout version " + found
                    + ", and this library reads " + version
                    + ". Use the same version of Tandem on both sides, or delete it.");
        }
    }
}
