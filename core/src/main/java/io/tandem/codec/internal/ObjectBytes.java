package io.tandem.codec.internal;

import io.tandem.os.ModuleAccess;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transfer;
import java.io.ObjectInputFilter;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** JDK serialization, filtered, with shared objects replaced by tokens on the way. Also carries lambdas to children. */
public final class ObjectBytes {
    static {
        // A class literal doesn't initialize the class: Agrona's buffers may be touched only after this.
        ModuleAccess.ensureInternalMisc(UnsafeBuffer.class.getModule());
    }

    private ObjectBytes() {}

    /** Whether {@code tandem.serialFilter} decides which classes may come. */
    public static boolean isFiltered() {
        return MessageFilter.configured() != null;
    }

    /** Serializes; NotTransferableException names the field that can't travel. Rolls nothing back itself. */
    public static byte[] write(final Object value, final Transfer transfer) {
        final ObjectEncoder encoder = new ObjectEncoder();
        encoder.encode(value, transfer);
        return encoder.toBytes();
    }

    /** Deserializes a child's target behind the filter; says which class is missing or of another version, and what to do. */
    public static Object readTarget(final byte[] bytes, final ClassLoader loader, final Arrival arrival) {
        return decode(Parcel.TARGET, bytes, loader, null, arrival);
    }

    /** The same for a function that a worker is to run. */
    public static Object readTask(final byte[] bytes, final ClassLoader loader, final Arrival arrival) {
        return decode(Parcel.TASK, bytes, loader, null, arrival);
    }

    /**
     * The same for what a snapshot keeps.
     *
     * @param filter of what it may hold, as {@code jdk.serialFilter} has it; null for what is configured.
     */
    public static Object readSaved(
            final byte[] bytes, final ClassLoader loader, final @Nullable String filter, final Arrival arrival) {
        return decode(Parcel.SAVED, bytes, loader, filter == null ? null : Codecs.filter(filter), arrival);
    }

    /** The same for anything, where shared objects may not come, or no loader may be known. */
    static Object decode(
            final Parcel parcel,
            final byte[] bytes,
            final @Nullable ClassLoader loader,
            final @Nullable ObjectInputFilter filter,
            final @Nullable Arrival arrival) {
        return new ObjectDecoder(loader, filter, parcel).decode(new UnsafeBuffer(bytes), 0, bytes.length, arrival);
    }
}
