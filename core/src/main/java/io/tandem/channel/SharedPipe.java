package io.tandem.channel;

import io.tandem.channel.internal.PipeBuilder;
import io.tandem.codec.Codec;
import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.wait.WaitPolicy;

/**
 * Two ends, each in one process at a time, and messages in both directions.
 *
 * @param <A> type of the messages that the first end sends.
 * @param <B> type of the messages that the second end sends.
 */
public interface SharedPipe<A, B> extends SharedObject {
    /** A pipe without a name. */
    static <A, B> SharedPipe<A, B> create(final Class<A> first, final Class<B> second) {
        return builder(first, second).create();
    }

    /** A pipe with options. */
    static <A, B> Builder<A, B> builder(final Class<A> first, final Class<B> second) {
        return new PipeBuilder<>(first, second);
    }

    /** Removes a name from the current domain; users of the pipe go on. */
    static boolean delete(final String name) {
        return delete(Domain.current(), name);
    }

    /** Removes a name. */
    static boolean delete(final Domain domain, final String name) {
        return PipeBuilder.delete(domain, name);
    }

    /** Attaches the first end; the same object each time in one process. */
    Connection<A, B> first();

    /** Attaches the second end. */
    Connection<B, A> second();

    /** Options of a pipe. */
    interface Builder<A, B> {
        /** The name it is found by. */
        Builder<A, B> name(String name);

        /** The domain it lives in. */
        Builder<A, B> domain(Domain domain);

        /** Bytes of each direction's ring: a power of two, 4 KiB to 1 GiB. Default 64 KiB. */
        Builder<A, B> capacityBytes(int capacity);

        /** How typed calls wait. */
        Builder<A, B> waitPolicy(WaitPolicy policy);

        /** Codec of the messages that the first end sends. */
        Builder<A, B> firstCodec(Codec<A> codec);

        /** Codec of the messages that the second end sends. */
        Builder<A, B> secondCodec(Codec<B> codec);

        /** Only the first end sends; the second refuses to. */
        Builder<A, B> oneWay();

        /** Takes an existing pipe's capacity as it is. */
        Builder<A, B> adoptExisting();

        /** Provides all pages now. */
        Builder<A, B> prefault();

        /** Creates; the name must be free. */
        SharedPipe<A, B> create();

        /** Opens; the name must be there. */
        SharedPipe<A, B> open();

        /** Opens or creates. */
        SharedPipe<A, B> openOrCreate();
    }
}
