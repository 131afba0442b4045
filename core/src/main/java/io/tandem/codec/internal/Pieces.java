package io.tandem.codec.internal;

import io.tandem.os.ModuleAccess;
import org.agrona.UnsafeApi;
import org.jspecify.annotations.Nullable;

/**
 * Copies of memory, of any length. A copy holds up the garbage collector until it is done, so large ones are made in pieces. The caller
 * has checked that both ranges exist.
 */
public final class Pieces {
    /** Bytes of a piece. */
    public static final int LENGTH = 1 << 20;

    static {
        // This may be the first of Tandem's that a JVM uses.
        ModuleAccess.ensureInternalMisc(UnsafeApi.class.getModule());
    }

    private Pieces() {}

    /**
     * Copies bytes forwards: where ranges overlap, the target must not begin behind the source's first byte.
     *
     * @param from       array that is copied from; none if its offset is an address.
     * @param fromOffset of the first byte there.
     * @param to         array that is copied to; none if its offset is an address.
     * @param toOffset   of the first byte there.
     * @param length     in bytes.
     */
    public static void copy(
            final @Nullable Object from,
            final long fromOffset,
            final @Nullable Object to,
            final long toOffset,
            final long length) {
        for (long done = 0; done < length; done += LENGTH) {
            UnsafeApi.copyMemory(from, fromOffset + done, to, toOffset + done, Math.min(LENGTH, length - done));
        }
    }
}
