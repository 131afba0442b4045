package io.tandem.channel;

import io.tandem.segment.SharedObject;
import io.tandem.wait.Waitable;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One end of a {@link SharedPipe}.
 *
 * @param <S> type of the messages it sends.
 * @param <R> type of the messages it receives.
 */
public interface Connection<S, R> extends SharedObject, Waitable {
    /** Sends, waiting for room. Throws PeerClosedException, PeerDiedException when nobody will ever receive. */
    void send(S message) throws InterruptedException;

    /** Sends, waiting for room for a limited time; returns whether it was sent. */
    boolean send(S message, Duration timeout) throws InterruptedException;

    /** Sends if there is room now. */
    boolean trySend(S message);

    /** Receives, waiting for a message. Everything sent before a close or a death is received first. */
    R receive() throws InterruptedException;

    /** Receives, waiting for a limited time; null when it is up. */
    @Nullable
    R receive(Duration timeout) throws InterruptedException;

    /** Receives if a message is there now, else null. */
    @Nullable
    R tryReceive();

    /** Whether {@link #receive} would return or throw at once. */
    boolean poll();

    /** Waits for that. */
    boolean poll(Duration timeout) throws InterruptedException;

    /** Receives and handles until the peer closes its end cleanly. */
    void forEachUntilClosed(Consumer<? super R> action) throws InterruptedException;

    /** The longest message, in encoded bytes, that this pipe takes. */
    int maxMessageLength();

    /** The same ring without types, allocation or exceptions. */
    RawConnection raw();
}
