package io.tandem.segment.internal.object;

import io.tandem.segment.IncompatibleException;
import io.tandem.segment.internal.Segment;
import org.jspecify.annotations.Nullable;

/**
 * The first four bytes of a body: the version of its layout; the header has one of its own. Its creator writes them once, before the
 * object can be found.
 */
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
            throw unreadable(segment, null);
        }
        final int found = segment.buffer(OFFSET, LENGTH).getInt(0);
        if (found != version) {
            throw new IncompatibleException(segment.describe() + " has body version " + found
                    + ", and this library reads " + version
                    + ". Use the same version of Tandem on both sides, or " + segment.deletion() + ".");
        }
    }

    /**
     * A number in the configuration that no builder leaves out.
     *
     * @param segment open.
     * @param key     of the number.
     * @param most    that it may be; 0 is the least.
     * @return it.
     * @throws IncompatibleException if it is anything else.
     */
    public static long requireNumber(final Segment segment, final String key, final long most) {
        final long number = segment.configuredNumber(key, most);
        if (number < 0) {
            throw unreadable(segment, null);
        }
        return number;
    }

    /**
     * What is thrown for what no builder has made.
     *
     * @param segment open.
     * @param cause   if something else tells more.
     * @return the exception.
     */
    public static IncompatibleException unreadable(final Segment segment, final @Nullable Throwable cause) {
        final String message = segment.describe() + " has the configuration " + segment.configuration()
                + " and a body of " + segment.bodyLength() + " bytes. That is no "
                + segment.kind().words() + " of this library; " + segment.deletion() + ".";
        return cause == null ? new IncompatibleException(message) : new IncompatibleException(message, cause);
    }
}
