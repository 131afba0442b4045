package io.tandem.codec.internal;

import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transfer;
import org.agrona.concurrent.UnsafeBuffer;

/** JDK serialization, filtered, with shared objects replaced by tokens on the way. Also carries lambdas to children. */
public final class ObjectBytes {
    private ObjectBytes() {}

    /** Serializes; NotTransferableException names the field that can't travel. Rolls nothing back itself. */
    public static byte[] write(final Object value, final Transfer transfer) {
        final ObjectEncoder encoder = new ObjectEncoder();
        encoder.encode(value, transfer);
        return encoder.toBytes();
    }

    /** Deserializes behind the filter; says which class is missing or of another version, and what to do. */
    public static Object read(final byte[] bytes, final ClassLoader loader, final Arrival arrival) {
        return new ObjectDecoder(loader, null).decode(new UnsafeBuffer(bytes), 0, bytes.length, arrival);
    }
}
