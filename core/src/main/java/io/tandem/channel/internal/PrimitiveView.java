package io.tandem.channel.internal;

import io.tandem.channel.PrimitiveConnection;
import io.tandem.codec.internal.TaggedPrimitive;
import io.tandem.wait.internal.Waiting;
import java.time.Duration;
import java.util.Objects;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * A connection as one for primitives. Between here and the ring they are bits; only the classes below know their types.
 *
 * @param <C> what values are handed to.
 */
abstract class PrimitiveView<C> implements PrimitiveConnection<C> {
    private final PipeConnection<?, ?> connection;
    private final TaggedPrimitive kind;
    private final boolean sends;
    private final boolean receives;

    PrimitiveView(
            final PipeConnection<?, ?> connection,
            final TaggedPrimitive kind,
            final boolean sends,
            final boolean receives) {
        this.connection = connection;
        this.kind = kind;
        this.sends = sends;
        this.receives = receives;
    }

    /** Whether one direction at least has such values. */
    final boolean isOfUse() {
        return sends || receives;
    }

    /** Hands a value over. */
    abstract void hand(C action, long bits);

    private TypedSender<?> sender() {
        final TypedSender<?> half = connection.sender();
        if (!sends) {
            throw connection.cantSend(kind);
        }
        return half;
    }

    private TypedReceiver<?> receiver() {
        final TypedReceiver<?> half = connection.receiver();
        if (!receives) {
            throw connection.cantReceive(kind);
        }
        return half;
    }

    final void sendBits(final long bits) throws InterruptedException {
        sender().send(kind, bits, Waiting.FOREVER);
    }

    final boolean sendBits(final long bits, final Duration timeout) throws InterruptedException {
        return sender().send(kind, bits, Waiting.nanos(timeout));
    }

    final boolean trySendBits(final long bits) {
        return sender().trySend(kind, bits);
    }

    final long receiveBits() throws InterruptedException {
        final TypedReceiver<?> half = receiver();
        half.begin(Waiting.FOREVER);
        return half.finish(kind);
    }

    @Override
    public final void receive(final C action) throws InterruptedException {
        Objects.requireNonNull(action, "action");
        hand(action, receiveBits());
    }

    @Override
    public final boolean receive(final C action, final Duration timeout) throws InterruptedException {
        Objects.requireNonNull(action, "action");
        final TypedReceiver<?> half = receiver();
        if (!half.begin(Waiting.nanos(timeout))) {
            return false;
        }
        hand(action, half.finish(kind));
        return true;
    }

    @Override
    public final boolean tryReceive(final C action) {
        Objects.requireNonNull(action, "action");
        final TypedReceiver<?> half = receiver();
        if (!half.tryBegin()) {
            return false;
        }
        hand(action, half.finish(kind));
        return true;
    }

    @Override
    public final void forEachUntilClosed(final C action) throws InterruptedException {
        Objects.requireNonNull(action, "action");
        final TypedReceiver<?> half = receiver();
        while (half.beginUntilClosed()) {
            hand(action, half.finish(kind));
        }
    }

    @Override
    public final String toString() {
        return connection + ", for " + kind;
    }

    /** Of long. */
    static final class OfLong extends PrimitiveView<LongConsumer> implements PrimitiveConnection.OfLong {
        OfLong(final PipeConnection<?, ?> connection, final boolean sends, final boolean receives) {
            super(connection, TaggedPrimitive.LONG, sends, receives);
        }

        @Override
        void hand(final LongConsumer action, final long bits) {
            action.accept(bits);
        }

        @Override
        public void send(final long value) throws InterruptedException {
            sendBits(value);
        }

        @Override
        public boolean send(final long value, final Duration timeout) throws InterruptedException {
            return sendBits(value, timeout);
        }

        @Override
        public boolean trySend(final long value) {
            return trySendBits(value);
        }

        @Override
        public long receive() throws InterruptedException {
            return receiveBits();
        }
    }

    /** Of int. */
    static final class OfInt extends PrimitiveView<IntConsumer> implements PrimitiveConnection.OfInt {
        OfInt(final PipeConnection<?, ?> connection, final boolean sends, final boolean receives) {
            super(connection, TaggedPrimitive.INT, sends, receives);
        }

        @Override
        void hand(final IntConsumer action, final long bits) {
            action.accept((int) bits);
        }

        @Override
        public void send(final int value) throws InterruptedException {
            sendBits(value);
        }

        @Override
        public boolean send(final int value, final Duration timeout) throws InterruptedException {
            return sendBits(value, timeout);
        }

        @Override
        public boolean trySend(final int value) {
            return trySendBits(value);
        }

        @Override
        public int receive() throws InterruptedException {
            return (int) receiveBits();
        }
    }

    /** Of double. */
    static final class OfDouble extends PrimitiveView<DoubleConsumer> implements PrimitiveConnection.OfDouble {
        OfDouble(final PipeConnection<?, ?> connection, final boolean sends, final boolean receives) {
            super(connection, TaggedPrimitive.DOUBLE, sends, receives);
        }

        @Override
        void hand(final DoubleConsumer action, final long bits) {
            action.accept(Double.longBitsToDouble(bits));
        }

        @Override
        public void send(final double value) throws InterruptedException {
            sendBits(Double.doubleToRawLongBits(value));
        }

        @Override
        public boolean send(final double value, final Duration timeout) throws InterruptedException {
            return sendBits(Double.doubleToRawLongBits(value), timeout);
        }

        @Override
        public boolean trySend(final double value) {
            return trySendBits(Double.doubleToRawLongBits(value));
        }

        @Override
        public double receive() throws InterruptedException {
            return Double.longBitsToDouble(receiveBits());
        }
    }
}
