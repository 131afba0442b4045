package io.tandem.codec;

import io.tandem.codec.internal.SerializedCodec;
import java.io.ObjectInputFilter;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Turns values of one type into bytes and back. Encodes straight into the memory of a channel, before the message is
 * visible to anyone. Stateless: used by several threads at once, and by both sides of a channel.
 *
 * <p>A runtime exception of {@link #length} or {@link #encode} fails the call that sends, as a {@link
 * io.tandem.TandemException} that names the codec, and nothing is sent; one of {@link #decode} ends in a {@link
 * CorruptMessageException}, and that message is lost. The buffers see exactly one message, and are empty once the method has
 * returned. No method may use the channel that it works for.
 *
 * @param <T> type of the values.
 */
public interface Codec<T> {
    /** {@return a name, with a version, that both sides of a channel must agree on} Stands in the header of the object. */
    String name();

    /**
     * The exact number of bytes that a value takes. Called once before each {@link #encode}.
     *
     * @param value to encode.
     * @return the length, 0 or more.
     */
    int length(T value);

    /**
     * Writes a value.
     *
     * @param value  to encode.
     * @param target to write to.
     * @param offset of the first byte; exactly {@link #length} bytes may be written. More is refused, by Agrona's bounds checks:
     *     a codec that writes more while {@code agrona.disable.bounds.checks} is set damages other messages.
     */
    void encode(T value, MutableDirectBuffer target, int offset);

    /**
     * Reads a value. Must not keep the buffer.
     *
     * @param source to read from.
     * @param offset of the first byte.
     * @param length in bytes.
     * @return the value.
     */
    T decode(DirectBuffer source, int offset, int length);

    /**
     * The built-in codec with a filter of its own for what is deserialized: strings, boxed primitives and arrays of
     * primitives by hand, everything else by JDK serialization.
     *
     * <p>The filter takes the place of the default limits and of {@code tandem.serialFilter}; the JVM-wide filter
     * ({@code jdk.serialFilter}) is asked as well. The filters of two sides may differ: each guards what its own side
     * receives.
     *
     * @param <T>    type of the values.
     * @param type   of the values.
     * @param filter asked for each class, array and depth; {@link ObjectInputFilter.Status#UNDECIDED} lets pass.
     * @return the codec.
     */
    static <T> Codec<T> serialized(final Class<T> type, final ObjectInputFilter filter) {
        return new SerializedCodec<>(
                Objects.requireNonNull(type, "the type is null"), Objects.requireNonNull(filter, "the filter is null"));
    }
}
