package io.tandem.codec.internal;

import io.tandem.TandemException;
import io.tandem.codec.Codec;
import io.tandem.codec.CorruptMessageException;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transfer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A user's codec, held to its contract: it sees a view of exactly its message, and keeps nothing of it.
 *
 * @param <T> type of the messages.
 */
final class UserCodec<T> implements MessageCodec<T> {
    private final Class<T> type;
    private final Codec<T> codec;
    private final String name;
    private final MessageView view = new MessageView();
    private int prepared;

    UserCodec(final Class<T> type, final Codec<T> codec) {
        final @Nullable String given = codec.name();
        if (given == null || given.isBlank()) {
            throw new IllegalArgumentException("The codec " + codec.getClass().getTypeName()
                    + " has no name. Its name() must say what both sides agree on, such as \"order/1\".");
        }
        this.type = type;
        this.codec = codec;
        this.name = given;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int prepare(final T value, final Transfer transfer) {
        TypeChecks.check(type, value);
        final int length;
        try {
            length = codec.length(value);
        } catch (final RuntimeException e) {
            throw new TandemException(
                    "The codec " + name + " failed to measure a "
                            + value.getClass().getTypeName() + ": " + e,
                    e);
        }
        if (length < 0) {
            throw new TandemException("The codec " + name + " says that a "
                    + value.getClass().getTypeName() + " takes " + length + " bytes. length() must return 0 or more.");
        }
        prepared = length;
        return length;
    }

    @Override
    public void write(final T value, final MutableDirectBuffer target, final int offset) {
        view.open(target, offset, prepared);
        try {
            codec.encode(value, view, 0);
        } catch (final IndexOutOfBoundsException e) {
            throw new TandemException(
                    "The codec " + name + " left the " + prepared + " bytes that its length() announced for a "
                            + value.getClass().getTypeName() + ": " + e.getMessage(),
                    e);
        } catch (final RuntimeException e) {
            throw new TandemException(
                    "The codec " + name + " failed to encode a "
                            + value.getClass().getTypeName() + ": " + e,
                    e);
        } finally {
            view.close();
        }
    }

    @Override
    public T read(final DirectBuffer source, final int offset, final int length, final Arrival arrival) {
        Lengths.checkRange(source, offset, length);
        view.open(source, offset, length);
        final @Nullable T value;
        try {
            value = codec.decode(view, 0, length);
        } catch (final RuntimeException e) {
            throw new CorruptMessageException(
                    "The codec " + name + " failed to decode a message of " + length + " bytes: " + e, e);
        } finally {
            view.close();
        }
        if (value == null) {
            throw new CorruptMessageException("The codec " + name + " decoded a message of " + length
                    + " bytes to null. decode() must return a value.");
        }
        return TypeChecks.checkRead(type, value);
    }
}
