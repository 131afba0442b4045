package io.tandem.channel;

import io.tandem.segment.SharedObject;
import io.tandem.wait.Waitable;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One end of a {@link SharedPipe}: sends to the other end, and receives what that sends.
 *
 * <p><b>Delivery.</b> A message is received whole, once, in the order of sending. It is visible to the peer when {@code send}
 * returns: there is no feeder thread. {@code send} fails in the caller, before anything is sent, when a message can't be
 * encoded or is longer than {@link #maxMessageLength}; the connection stays usable.
 *
 * <p><b>Threads.</b> One thread at a time sends, and one receives; they may be different ones. A second thread in the same
 * direction gets an {@link IllegalStateException} that names both, and the ring stays in order. Closing is allowed at any
 * time, from any thread: whoever is inside gets an {@code IllegalStateException}.
 *
 * <p><b>Memory ordering.</b> Actions before a {@code send} happen-before actions after the matching {@code receive}, in whatever
 * process.
 *
 * <p><b>Blocking calls</b> wait as the pipe's {@link io.tandem.wait.WaitPolicy} says, obey interruption
 * ({@link InterruptedException}, nothing sent or received), and wake for messages or room, a close, and the death of the
 * peer. Time is monotonic; a timeout of 0 or less only looks.
 *
 * <p><b>When the peer goes.</b> What it sent before is received first. After a clean close, {@link PeerClosedException}; after
 * the death of its process, {@link PeerDiedException}, which names it. Nobody is told of a death at once: a blocked thread
 * within some 50 ms; one that sends without blocking after some 50 ms, or 256 messages in quick succession, whichever is later,
 * and at once when a receive on the same connection was told. An end that nobody has attached yet is neither closed nor
 * dead: messages wait for it. Closed and dead ends may be attached again, in any process; whoever does finds what is still in
 * the ring. Of a message that a dead receiver was copying out or handing to a raw handler, the first is received again and
 * the second is skipped. To learn of a death, an end keeps one descriptor open while its peer's process lives.
 *
 * <p><b>When this JVM ends</b> in order (it returns, {@code System.exit}, SIGTERM), its ends are closed beside other hooks; a call
 * that is inside stays there until the JVM is gone, or gets an {@code IllegalStateException} after a second. Ends whose
 * {@link #raw} was used, and those of a child whose target threw, aren't closed: their peers are told of a death.
 *
 * <p><b>Moving.</b> A connection may travel inside a message or a lambda. It then belongs to whoever receives it; here it refuses
 * everything and names the new owner. Ends in a message that is received and can't be decoded are closed. Each shared object
 * takes 24 bytes of the message besides.
 *
 * @param <S> type of the messages it sends.
 * @param <R> type of the messages it receives.
 */
public interface Connection<S, R> extends SharedObject, Waitable {
    /**
     * Sends, waiting for room.
     *
     * @param message not null.
     * @throws InterruptedException     if interrupted before or while waiting; nothing was sent.
     * @throws PeerClosedException      if the peer closed its end.
     * @throws PeerDiedException        if the peer's process died.
     * @throws IllegalArgumentException if it is longer than {@link #maxMessageLength}.
     * @throws IllegalStateException    if this end was closed or handed over, or another thread sends.
     * @throws UnsupportedOperationException if this end of a one-way pipe only receives.
     */
    void send(S message) throws InterruptedException;

    /**
     * Sends, waiting for room for a limited time.
     *
     * @param message as in {@link #send(Object)}.
     * @param timeout to wait at most.
     * @return whether it was sent.
     * @throws InterruptedException as in {@link #send(Object)}.
     */
    boolean send(S message, Duration timeout) throws InterruptedException;

    /**
     * Sends if there is room now.
     *
     * @param message as in {@link #send(Object)}.
     * @return whether it was sent.
     */
    boolean trySend(S message);

    /**
     * Receives, waiting for a message.
     *
     * @return the message, never null.
     * @throws InterruptedException if interrupted before or while waiting; nothing was received.
     * @throws PeerClosedException  if the peer closed its end, and everything before was received.
     * @throws PeerDiedException    if the peer's process died, and everything before was received.
     * @throws io.tandem.codec.CorruptMessageException if the message can't be turned into an object: it is consumed, and the next
     *     call goes on behind it.
     * @throws io.tandem.TandemException if a shared object in the message can't be opened for want of descriptors, memory or room:
     *     the message stays, and can be received later.
     * @throws CorruptPipeException  if the ring holds what no sender writes.
     * @throws IllegalStateException if this end was closed or handed over, or another thread receives.
     * @throws UnsupportedOperationException if this end of a one-way pipe only sends.
     */
    R receive() throws InterruptedException;

    /**
     * Receives, waiting for a limited time.
     *
     * @param timeout to wait at most.
     * @return the message, or null when the time is up.
     * @throws InterruptedException as in {@link #receive()}.
     */
    @Nullable
    R receive(Duration timeout) throws InterruptedException;

    /**
     * {@return a message if one is there now, else null} Throws as {@link #receive()} does; that the peer died shows after some 50 ms,
     * or 256 calls, whichever is later, since asking the kernel each time would cost more than all the rest.
     */
    @Nullable
    R tryReceive();

    /** {@return whether {@link #receive()} would return or throw at once} Consumes nothing. */
    boolean poll();

    /**
     * Waits until {@link #receive()} would return or throw at once. Consumes nothing.
     *
     * @param timeout to wait at most.
     * @return false when the time is up.
     * @throws InterruptedException if interrupted before or while waiting.
     */
    boolean poll(Duration timeout) throws InterruptedException;

    /**
     * Receives and handles until the peer closes its end cleanly. What the action throws comes out of here; its message counts
     * as received.
     *
     * @param action for each message.
     * @throws InterruptedException if interrupted while waiting.
     * @throws PeerDiedException    if the peer's process died, after everything before was handled.
     */
    void forEachUntilClosed(Consumer<? super R> action) throws InterruptedException;

    /**
     * The same connection for {@code long}, without boxes: it sends and receives the messages that {@code Long} has here.
     *
     * @return the same object each time.
     * @throws UnsupportedOperationException if neither what it sends nor what it receives can be a {@code Long}.
     */
    PrimitiveConnection.OfLong longs();

    /**
     * The same for {@code int}, whose messages are those of {@code Integer}.
     *
     * @return the same object each time.
     * @throws UnsupportedOperationException if neither what it sends nor what it receives can be an {@code Integer}.
     */
    PrimitiveConnection.OfInt ints();

    /**
     * The same for {@code double}, whose messages are those of {@code Double}.
     *
     * @return the same object each time.
     * @throws UnsupportedOperationException if neither what it sends nor what it receives can be a {@code Double}.
     */
    PrimitiveConnection.OfDouble doubles();

    /** {@return the longest message, in encoded bytes, that this pipe takes: an eighth of its capacity} */
    int maxMessageLength();

    /**
     * The same ring without types, allocation or exceptions. Once it was asked for, an end is closed only by {@link #close}, and
     * no longer by an orderly end of this JVM.
     *
     * @return the same object each time.
     */
    RawConnection raw();
}
