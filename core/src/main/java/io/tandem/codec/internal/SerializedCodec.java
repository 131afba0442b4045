package io.tandem.codec.internal;

import io.tandem.codec.Codec;
import java.io.ObjectInputFilter;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Asks for the built-in tagged codec with a filter of its own. Channels recognize it; used by itself it serializes once to
 * measure and once to write, and carries no shared objects.
 *
 * @param <T> type of the messages.
 */
public final class SerializedCodec<T> implements Codec<T> {
    private final Class<T> type;
    private final ObjectInputFilter filter;

    /**
     * Creates one.
     *
     * @param type   of the values.
     * @param filter of what they may hold.
     */
    public SerializedCodec(final Class<T> type, final ObjectInputFilter filter) {
        this.type = type;
        this.filter = filter;
    }

    ObjectInputFilter filter() {
        return filter;
    }

    @Override
    public String name() {
        return "serialized/1";
    }

    @Override
    public int length(final T value) {
        TypeChecks.check(type, value);
        return new ObjectEncoder().encode(value, null);
    }

    @Override
    public void encode(final T value, final MutableDirectBuffer target, final int offset) {
        TypeChecks.check(type, value);
        final ObjectEncoder encoder = new ObjectEncoder();
        encoder.encode(value, null);
        encoder.copyTo(target, offset);
    }

    @Override
    public T decode(final DirectBuffer source, final int offset, final int length) {
        Lengths.checkRange(source, offset, length);
        return TypeChecks.checkRead(
                type,
                new ObjectDecoder(type.getClassLoader(), filter, Parcel.MESSAGE).decode(source, offset, length, null));
    }
}
