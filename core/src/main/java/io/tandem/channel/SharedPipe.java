package io.tandem.channel;

import io.tandem.channel.internal.PipeBuilder;
import io.tandem.codec.Codec;
import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.wait.WaitPolicy;

/**
 * Two ends, each in one process at a time, and messages in both directions: a handle of both. Ends are attached with
 * {@link #first} and {@link #second}, by whichever processes have a handle, in any order.
 *
 * <pre>{@code
 * try (var pipe = SharedPipe.create(Request.class, Response.class);
 *         var requests = pipe.first()) {
 *     var server = ChildProcess.start(() -> serve(pipe.second()));
 *     requests.send(new Request("hello"));
 *     System.out.println(requests.receive());
 * }
 * }</pre>
 *
 * <p>Processes that weren't started by each other meet at a name: each calls {@code builder(...).name("orders").openOrCreate()}
 * and takes another end. What both must agree on (types, codecs, direction, capacity) stands in the pipe, and whoever
 * doesn't is refused with both values.
 *
 * <p><b>Handles and ends.</b> A handle may be sent to any number of processes, inside messages and lambdas. Closing it closes no
 * connection: ends attached through it go on, and keep the memory. A named pipe stays, with what is in it, until it is
 * deleted; one without a name goes with its last handle or connection, dead processes not counted.
 *
 * <p><b>When a process ends.</b> One that returns, calls {@code System.exit} or gets SIGTERM closes the ends that it has; one that is
 * killed, or a child whose target throws, dies with them. See {@link Connection}.
 *
 * <p>Safe for threads. Its ends aren't: see {@link Connection}.
 *
 * @param <A> type of the messages that the first end sends.
 * @param <B> type of the messages that the second end sends.
 */
public interface SharedPipe<A, B> extends SharedObject {
    /**
     * A pipe without a name, in the current domain.
     *
     * @param <A>    type of the messages that the first end sends.
     * @param <B>    type of the messages that the second end sends.
     * @param first  the same.
     * @param second the same.
     * @return a handle.
     */
    static <A, B> SharedPipe<A, B> create(final Class<A> first, final Class<B> second) {
        return builder(first, second).create();
    }

    /**
     * A pipe with options.
     *
     * @param <A>    type of the messages that the first end sends.
     * @param <B>    type of the messages that the second end sends.
     * @param first  the same; {@code Object} for anything that can travel.
     * @param second the same.
     * @return its options.
     */
    static <A, B> Builder<A, B> builder(final Class<A> first, final Class<B> second) {
        return new PipeBuilder<>(first, second);
    }

    /**
     * Removes a name from the current domain; users of the pipe go on.
     *
     * @param name of a pipe.
     * @return false if there was none.
     */
    static boolean delete(final String name) {
        return delete(Domain.current(), name);
    }

    /**
     * Removes a name; users of the pipe go on.
     *
     * @param domain it is in.
     * @param name   of a pipe.
     * @return false if there was none.
     */
    static boolean delete(final Domain domain, final String name) {
        return PipeBuilder.delete(domain, name);
    }

    /**
     * Attaches the first end: free, closed, or of a process that died.
     *
     * @return its connection; the same one each time in one process, until it is closed.
     * @throws IllegalStateException if another process has it, which is named, or this handle was closed.
     */
    Connection<A, B> first();

    /**
     * Attaches the second end, likewise.
     *
     * @return its connection.
     */
    Connection<B, A> second();

    /**
     * Options of a pipe.
     *
     * @param <A> type of the messages that the first end sends.
     * @param <B> type of the messages that the second end sends.
     */
    interface Builder<A, B> extends SharedObject.Builder<SharedPipe<A, B>, Builder<A, B>> {
        /**
         * How much each direction holds.
         *
         * @param capacity in bytes, of each ring: a power of two, 4 KiB to 1 GiB, eight times the longest message at least. Default 64 KiB.
         * @return this.
         */
        Builder<A, B> capacityBytes(int capacity);

        /**
         * How typed calls through this handle wait. Default: spin, then sleep.
         *
         * @param policy of this side alone.
         * @return this.
         */
        Builder<A, B> waitPolicy(WaitPolicy policy);

        /**
         * Codec of the messages that the first end sends. Default: the built-in one.
         *
         * @param codec whose name stands in the pipe; it must be serializable if handles of the pipe are to travel.
         * @return this.
         */
        Builder<A, B> firstCodec(Codec<A> codec);

        /**
         * Codec of the messages that the second end sends.
         *
         * @param codec likewise.
         * @return this.
         */
        Builder<A, B> secondCodec(Codec<B> codec);

        /**
         * Only the first end sends; the other one refuses to, and takes half the memory.
         *
         * @return this.
         */
        Builder<A, B> oneWay();
    }
}
