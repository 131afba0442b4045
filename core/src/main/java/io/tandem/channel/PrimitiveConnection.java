package io.tandem.channel;

import java.time.Duration;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * A {@link Connection} for primitive values, which sends and receives them without boxes: nothing is allocated, on neither
 * side. Got by {@link Connection#longs()}, {@link Connection#ints()} and {@link Connection#doubles()}.
 *
 * <pre>{@code
 * PrimitiveConnection.OfLong ticks = connection.longs();
 * ticks.send(42);
 * ticks.forEachUntilClosed(tick -> total += tick);
 * }</pre>
 *
 * <p>It is the same end of the same pipe, and a value is the same message: a {@code long} that was sent here may be received as
 * a {@code Long} with {@link Connection#receive()}, and the other way round. So all that {@link Connection} says of delivery,
 * threads, memory ordering, blocking calls, closing, moving, and of a peer that closes or dies, holds here too, and calls
 * throw what their namesakes there do. Beyond that:
 * <ul>
 *   <li>{@link UnsupportedOperationException} at once, from each call of a direction whose messages can't be such values: its type is
 *       neither the box nor a supertype of it ({@code Number}, {@code Object}, ...), or it has a codec of the user's own.
 *   <li>{@link ClassCastException} from a receiving call, if the next message isn't such a value but, say, an {@code Integer}, a
 *       string or bytes of the raw layer. Values aren't converted. The message isn't consumed: {@link Connection#receive()} or
 *       {@link Connection#raw()} takes it.
 * </ul>
 *
 * <p>What an action throws comes out of the call that it was given to; its value counts as received. An action may use the
 * connection, also to receive more.
 *
 * @param <C> what values are handed to.
 */
public interface PrimitiveConnection<C> {
    /**
     * Receives, waiting for a value.
     *
     * @param action gets the value, in this thread.
     * @throws InterruptedException if interrupted before or while waiting; nothing was received.
     * @throws PeerClosedException  if the peer closed its end, and everything before was received.
     * @throws PeerDiedException    if the peer's process died, and everything before was received.
     * @throws CorruptPipeException if the ring holds what no sender writes.
     * @throws ClassCastException   if the next message is something else; it stays.
     * @throws IllegalStateException if this end was closed or handed over, or another thread receives.
     * @throws UnsupportedOperationException if this end never receives such values.
     */
    void receive(C action) throws InterruptedException;

    /**
     * Receives, waiting for a limited time.
     *
     * @param action  as in {@link #receive(Object)}.
     * @param timeout to wait at most; 0 or less only looks.
     * @return false when the time is up.
     * @throws InterruptedException as in {@link #receive(Object)}.
     */
    boolean receive(C action, Duration timeout) throws InterruptedException;

    /**
     * Receives if a value is there now. Throws as {@link #receive(Object)} does, but for interruption.
     *
     * @param action as in {@link #receive(Object)}.
     * @return whether there was one.
     */
    boolean tryReceive(C action);

    /**
     * Receives and handles until the peer closes its end cleanly.
     *
     * @param action for each value.
     * @throws InterruptedException if interrupted while waiting.
     * @throws PeerDiedException    if the peer's process died, after everything before was handled.
     * @throws ClassCastException   if the next message is something else; it stays, and the loop may be started again behind it.
     */
    void forEachUntilClosed(C action) throws InterruptedException;

    /** For {@code long}, the messages being those of {@code Long}. */
    interface OfLong extends PrimitiveConnection<LongConsumer> {
        /**
         * Sends, waiting for room, as {@link Connection#send(Object)} does.
         *
         * @param value any.
         * @throws InterruptedException if interrupted before or while waiting; nothing was sent.
         */
        void send(long value) throws InterruptedException;

        /**
         * Sends, waiting for room for a limited time.
         *
         * @param value   any.
         * @param timeout to wait at most; 0 or less only looks.
         * @return whether it was sent.
         * @throws InterruptedException as in {@link #send(long)}.
         */
        boolean send(long value, Duration timeout) throws InterruptedException;

        /**
         * Sends if there is room now.
         *
         * @param value any.
         * @return whether it was sent.
         */
        boolean trySend(long value);

        /**
         * Receives, waiting for a value, and returns it. Throws as {@link #receive(Object)} does.
         *
         * @return the value.
         * @throws InterruptedException as in {@link #receive(Object)}.
         */
        long receive() throws InterruptedException;
    }

    /** For {@code int}, the messages being those of {@code Integer}. */
    interface OfInt extends PrimitiveConnection<IntConsumer> {
        /**
         * Sends, waiting for room, as {@link Connection#send(Object)} does.
         *
         * @param value any.
         * @throws InterruptedException if interrupted before or while waiting; nothing was sent.
         */
        void send(int value) throws InterruptedException;

        /**
         * Sends, waiting for room for a limited time.
         *
         * @param value   any.
         * @param timeout to wait at most; 0 or less only looks.
         * @return whether it was sent.
         * @throws InterruptedException as in {@link #send(int)}.
         */
        boolean send(int value, Duration timeout) throws InterruptedException;

        /**
         * Sends if there is room now.
         *
         * @param value any.
         * @return whether it was sent.
         */
        boolean trySend(int value);

        /**
         * Receives, waiting for a value, and returns it. Throws as {@link #receive(Object)} does.
         *
         * @return the value.
         * @throws InterruptedException as in {@link #receive(Object)}.
         */
        int receive() throws InterruptedException;
    }

    /** For {@code double}, the messages being those of {@code Double}; every bit of a value arrives, NaNs included. */
    interface OfDouble extends PrimitiveConnection<DoubleConsumer> {
        /**
         * Sends, waiting for room, as {@link Connection#send(Object)} does.
         *
         * @param value any.
         * @throws InterruptedException if interrupted before or while waiting; nothing was sent.
         */
        void send(double value) throws InterruptedException;

        /**
         * Sends, waiting for room for a limited time.
         *
         * @param value   any.
         * @param timeout to wait at most; 0 or less only looks.
         * @return whether it was sent.
         * @throws InterruptedException as in {@link #send(double)}.
         */
        boolean send(double value, Duration timeout) throws InterruptedException;

        /**
         * Sends if there is room now.
         *
         * @param value any.
         * @return whether it was sent.
         */
        boolean trySend(double value);

        /**
         * Receives, waiting for a value, and returns it. Throws as {@link #receive(Object)} does.
         *
         * @return the value.
         * @throws InterruptedException as in {@link #receive(Object)}.
         */
        double receive() throws InterruptedException;
    }
}
