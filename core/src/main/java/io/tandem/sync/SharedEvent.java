package io.tandem.sync;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.sync.internal.gate.EventBuilder;
import io.tandem.wait.WaitPolicy;
import io.tandem.wait.Waitable;
import java.util.concurrent.TimeUnit;

/**
 * A flag between processes that is waited for. It begins cleared.
 *
 * <pre>{@code
 * try (var ready = SharedEvent.create();
 *         var server = ChildProcess.start(() -> serve(ready))) {
 *     ready.await();
 * }
 * }</pre>
 *
 * <p><b>A set is never missed by those who wait.</b> An {@code await} that began before a {@code set} returns, even if a {@code clear}
 * follows at once. In a {@link io.tandem.wait.WaitSet} it is ready while it is set; there, a set that is cleared at once may pass
 * unseen.
 *
 * <p><b>Deaths.</b> Nobody owns an event: it stays as it was last left, and a process that is killed at any instant harms nobody.
 * Who sets it never waits for those who wait, dead, stopped or alive, and makes no system call when nobody sleeps.
 *
 * <p>Named events stay until they are deleted; one without a name goes with its last handle. Handles travel inside lambdas and messages.
 * When a handle is closed, those who wait at it throw {@link IllegalStateException}, and so does every later call.
 *
 * <p>Safe for threads and processes. What a thread did before {@code set()} <i>happens-before</i> what another one, in whatever process,
 * does after an {@code await} that returned, or an {@code isSet} that was true, for that set or a later one.
 */
public interface SharedEvent extends SharedObject, Waitable {
    /**
     * An event without a name, in the current domain.
     *
     * @return a handle.
     */
    static SharedEvent create() {
        return builder().create();
    }

    /**
     * An event with options.
     *
     * @return its options.
     */
    static Builder builder() {
        return new EventBuilder();
    }

    /**
     * Removes a name from the current domain; users of the event go on with it.
     *
     * @param name of an event.
     * @return false if there was none.
     */
    static boolean delete(final String name) {
        return delete(Domain.current(), name);
    }

    /**
     * Removes a name; users of the event go on with it.
     *
     * @param domain it is in.
     * @param name   of an event.
     * @return false if there was none.
     */
    static boolean delete(final Domain domain, final String name) {
        return Segment.delete(domain, name, ObjectKind.EVENT);
    }

    /** {@return whether it is set} */
    boolean isSet();

    /** Sets it, and wakes all who wait. If it is set already, those who find it so see what this thread did before, too. */
    void set();

    /** Clears it: who waits from now on waits for the next {@code set}. */
    void clear();

    /**
     * Waits until it is set. Returns at once if it is.
     *
     * @throws InterruptedException if this thread is interrupted before or during the wait.
     */
    void await() throws InterruptedException;

    /**
     * Waits until it is set, for a limited time.
     *
     * @param timeout to wait at most; 0 or less doesn't wait.
     * @param unit    of the time-out.
     * @return whether it was set; false when the time is up.
     * @throws InterruptedException if this thread is interrupted before or during the wait.
     */
    boolean await(long timeout, TimeUnit unit) throws InterruptedException;

    /** Waits until it is set, whatever interrupts this thread; an interruption is kept for later. */
    void awaitUninterruptibly();

    /** Options of an event. */
    interface Builder extends SharedObject.Builder<SharedEvent, Builder> {
        /**
         * How the threads of this handle wait, and of those that it becomes in other processes. Default:
         * {@link WaitPolicy#SPIN_THEN_SLEEP}.
         *
         * @param policy any.
         * @return this.
         */
        Builder waitPolicy(WaitPolicy policy);
    }
}
