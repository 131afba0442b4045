package io.tandem.channel.internal;

import io.tandem.channel.Connection;
import io.tandem.channel.PrimitiveConnection;
import io.tandem.channel.RawConnection;
import io.tandem.codec.internal.MessageCodec;
import io.tandem.codec.internal.TaggedPrimitive;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.Transfer;
import io.tandem.segment.internal.Transferable;
import io.tandem.wait.internal.EventSource;
import io.tandem.wait.internal.EventWord;
import io.tandem.wait.internal.Waiting;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One attached end.
 *
 * @param <S> type of the messages it sends.
 * @param <R> type of the messages it receives.
 */
final class PipeConnection<S, R> implements Connection<S, R>, EventSource, Transferable {
    private final Attachment attachment;
    private final PipeTypes<?, ?> types;
    private final RawPipeConnection raw;
    private final EventWord event;
    private final @Nullable TypedSender<S> sender;
    private final @Nullable TypedReceiver<R> receiver;
    private final PrimitiveView.OfLong longs;
    private final PrimitiveView.OfInt ints;
    private final PrimitiveView.OfDouble doubles;

    /**
     * Mends both directions and takes its place.
     *
     * @param attachment   of the end.
     * @param types        of the pipe, which travel with it.
     * @param sendCodec    of its own.
     * @param receiveCodec of its own.
     * @param receiveType  of what it receives.
     */
    @SuppressWarnings("this-escape") // as what its receiver sleeps on, which isn't used before the end of this
    PipeConnection(
            final Attachment attachment,
            final PipeTypes<?, ?> types,
            final MessageCodec<S> sendCodec,
            final MessageCodec<R> receiveCodec,
            final Class<R> receiveType) {
        this.attachment = attachment;
        this.types = types;
        final PipeMemory memory = attachment.memory();
        final boolean sends = !memory.isOneWay() || attachment.end() == 0;
        final boolean receives = !memory.isOneWay() || attachment.end() == 1;
        event = memory.dataEvent(1 - attachment.end());
        final RingSender ringSender = sends ? new RingSender(attachment) : null;
        final RingReceiver ringReceiver = receives ? new RingReceiver(attachment) : null;
        raw = new RawPipeConnection(attachment, ringSender, ringReceiver);
        sender = ringSender == null ? null : new TypedSender<>(attachment, ringSender, sendCodec, types.policy());
        receiver = ringReceiver == null
                ? null
                : new TypedReceiver<>(attachment, ringReceiver, receiveCodec, receiveType, types.policy(), this);
        longs = new PrimitiveView.OfLong(this, sends(TaggedPrimitive.LONG), receives(TaggedPrimitive.LONG));
        ints = new PrimitiveView.OfInt(this, sends(TaggedPrimitive.INT), receives(TaggedPrimitive.INT));
        doubles = new PrimitiveView.OfDouble(this, sends(TaggedPrimitive.DOUBLE), receives(TaggedPrimitive.DOUBLE));
    }

    Attachment attachment() {
        return attachment;
    }

    static UnsupportedOperationException receiveOnly(final Attachment attachment) {
        return new UnsupportedOperationException(attachment.memory().describe(attachment.end())
                + " only receives: the pipe was made with oneWay(). Send from its first end, or make a pipe of two"
                + " directions.");
    }

    static UnsupportedOperationException sendOnly(final Attachment attachment) {
        return new UnsupportedOperationException(attachment.memory().describe(attachment.end())
                + " only sends: the pipe was made with oneWay(). Receive from its second end, or make a pipe of two"
                + " directions.");
    }

    /** Its sending half, or says that it has none. */
    TypedSender<S> sender() {
        final TypedSender<S> half = sender;
        if (half == null) {
            throw receiveOnly(attachment);
        }
        return half;
    }

    /** Its receiving half, or says that it has none. */
    TypedReceiver<R> receiver() {
        final TypedReceiver<R> half = receiver;
        if (half == null) {
            throw sendOnly(attachment);
        }
        return half;
    }

    @Override
    public void send(final S message) throws InterruptedException {
        sender().send(message, Waiting.FOREVER);
    }

    @Override
    public boolean send(final S message, final Duration timeout) throws InterruptedException {
        return sender().send(message, Waiting.nanos(timeout));
    }

    @Override
    public boolean trySend(final S message) {
        return sender().trySend(message);
    }

    @Override
    public R receive() throws InterruptedException {
        final TypedReceiver<R> half = receiver();
        half.begin(Waiting.FOREVER);
        return half.finish();
    }

    @Override
    public @Nullable R receive(final Duration timeout) throws InterruptedException {
        final TypedReceiver<R> half = receiver();
        return half.begin(Waiting.nanos(timeout)) ? half.finish() : null;
    }

    @Override
    public @Nullable R tryReceive() {
        final TypedReceiver<R> half = receiver();
        return half.tryBegin() ? half.finish() : null;
    }

    @Override
    public boolean poll() {
        return receiver().isReady(true);
    }

    @Override
    public boolean poll(final Duration timeout) throws InterruptedException {
        return receiver().poll(Waiting.nanos(timeout));
    }

    @Override
    public void forEachUntilClosed(final Consumer<? super R> action) throws InterruptedException {
        final TypedReceiver<R> half = receiver();
        while (half.beginUntilClosed()) {
            action.accept(half.finish());
        }
    }

    @Override
    public int maxMessageLength() {
        return raw.maxMessageLength();
    }

    @Override
    public RawConnection raw() {
        attachment.useRaw();
        return raw;
    }

    // ---- primitives

    @Override
    public PrimitiveConnection.OfLong longs() {
        return checked(longs, TaggedPrimitive.LONG);
    }

    @Override
    public PrimitiveConnection.OfInt ints() {
        return checked(ints, TaggedPrimitive.INT);
    }

    @Override
    public PrimitiveConnection.OfDouble doubles() {
        return checked(doubles, TaggedPrimitive.DOUBLE);
    }

    private <V extends PrimitiveView<?>> V checked(final V view, final TaggedPrimitive primitive) {
        if (!view.isOfUse()) {
            throw sender == null ? cantReceive(primitive) : cantSend(primitive);
        }
        return view;
    }

    private boolean sends(final TaggedPrimitive primitive) {
        return sender != null && sender.takes(primitive);
    }

    private boolean receives(final TaggedPrimitive primitive) {
        return receiver != null && receiver.takes(primitive);
    }

    UnsupportedOperationException cantSend(final TaggedPrimitive primitive) {
        return cant("send", primitive, attachment.end() == 0);
    }

    UnsupportedOperationException cantReceive(final TaggedPrimitive primitive) {
        return cant("receive", primitive, attachment.end() == 1);
    }

    private UnsupportedOperationException cant(
            final String verb, final TaggedPrimitive primitive, final boolean firstType) {
        final Class<?> type = firstType ? types.first() : types.second();
        final boolean ownCodec = (firstType ? types.firstCodec() : types.secondCodec()) != null;
        return new UnsupportedOperationException(attachment.memory().describe(attachment.end()) + " can't " + verb + " "
                + primitive + ": what it " + verb + "s is of type " + type.getTypeName()
                + (ownCodec ? " and has a codec of its own" : "") + ". Use " + verb + "(), or make the pipe with "
                + primitive.box().getSimpleName() + ".class and without a codec for that direction.");
    }

    // ---- waiting for it together with others

    @Override
    public boolean isReady() {
        return receiver().isReady(false);
    }

    @Override
    public boolean isReady(final boolean slow) {
        return receiver().isReady(slow);
    }

    @Override
    public EventWord event() {
        receiver(); // or says that this end only sends
        return event;
    }

    @Override
    public boolean signallersCanWake() {
        return attachment.memory().segment().holders().allCanWake();
    }

    // ---- handle

    @Override
    public Optional<String> name() {
        return attachment.memory().segment().name();
    }

    @Override
    public Domain domain() {
        return attachment.memory().segment().domain();
    }

    @Override
    public boolean isClosed() {
        return attachment.isGone();
    }

    @Override
    public void close() {
        attachment.close();
    }

    @Override
    public Token depart(final Transfer transfer) {
        final PipeTypes.Travelling travelling = types.travelling();
        final long word = attachment.depart(transfer);
        return new ConnectionToken(attachment.memory().segment().objectId(), attachment.end(), word, travelling);
    }

    @Override
    public String toString() {
        return attachment.memory().describe(attachment.end()) + (attachment.isGone() ? ", closed" : "");
    }
}
