package io.tandem.channel.internal;

import io.tandem.segment.NotTransferableException;
import io.tandem.segment.internal.FirstFailure;
import io.tandem.segment.internal.Transfer;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * This process's hold on one end: attached, then closed or handed over. Changes are made under its monitor; the flag that
 * every operation reads, before and after, is plain.
 *
 * <p>Others may attach the end only once no typed call of this process is inside: closing wakes those that wait, and the end
 * word changes when the last of them has left, as a rule within microseconds; handing over is refused while one is inside.
 *
 * <p>When this JVM ends in order, its ends are closed likewise, but for two: one that a call doesn't leave in time, and one
 * whose raw layer is in use, since nothing tells whether a thread is inside that. They die with the JVM.
 */
final class Attachment {
    /** The end of the JVM waits this long for all of them: mostly microseconds, more where processors are scarce. */
    private static final long LONGEST_WAIT_AT_EXIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** At the end of the JVM, calls that find the end closed stay this long, so that they aren't what the user sees fail. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long PAUSE_SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long CLOSING_SLICE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final PipeMemory memory;
    private final int end;
    private final Runnable onGone;
    private final ThreadGuard sending = new ThreadGuard("send on");
    private final ThreadGuard receiving = new ThreadGuard("receive from");
    private long word;
    private boolean gone;
    /** Closed, while a typed call was inside that is to finish the closing. */
    private volatile boolean closing;

    private boolean released;
    /** The JVM closed it at its end; until {@link #exitedNanos} and the pause have passed, or the user closes it too. */
    private volatile boolean pausing;

    private boolean exiting;
    private long exitedNanos;
    private volatile boolean rawInUse;
    /** Handed over, and closed before that was certain. */
    private boolean closeWanted;

    private @Nullable String movedTo;

    /**
     * Takes over an attached end and one handle of the memory.
     *
     * @param memory of the pipe.
     * @param end    0 first, 1 second.
     * @param word   its end word.
     * @param onGone to be called once this process has it no longer.
     */
    Attachment(final PipeMemory memory, final int end, final long word, final Runnable onGone) {
        this.memory = memory;
        this.end = end;
        this.word = word;
        this.onGone = onGone;
    }

    PipeMemory memory() {
        return memory;
    }

    int end() {
        return end;
    }

    /** Whether this process closed it or handed it over. */
    boolean isGone() {
        return gone;
    }

    /** The same after reads of the pipe's memory: had it been taken away before them, this would say so. */
    boolean isGoneByNow() {
        VarHandle.loadLoadFence();
        return gone;
    }

    /** What an operation on an end that is gone throws. */
    IllegalStateException refusal(final String asked) {
        final String to;
        final boolean exiting;
        synchronized (this) {
            to = movedTo;
            exiting = this.exiting;
        }
        if (to == null) {
            return new IllegalStateException("Could not " + asked + ": " + Ends.lower(memory.describe(end))
                    + " was closed by this process"
                    + (exiting ? ", which is shutting down." : ". Attach it again through its pipe."));
        }
        return new IllegalStateException("Could not " + asked + ": " + Ends.lower(memory.describe(end))
                + " was handed over to " + newOwner(to) + ". Only its new owner can use it.");
    }

    // While this process still has the pipe open, the end word knows best.
    private String newOwner(final String movedTo) {
        if (memory.segment().isClosed()) {
            return movedTo;
        }
        final long now = memory.endWord(end);
        return EndWord.state(now) == EndWord.ATTACHED ? Ends.describeOwner(memory, now) : movedTo;
    }

    ThreadGuard sending() {
        return sending;
    }

    ThreadGuard receiving() {
        return receiving;
    }

    /** Lets this thread into a typed call, or says why not. */
    void enter(final ThreadGuard guard, final String asked) {
        if (!guard.tryEnter()) {
            if (!gone) {
                throw guard.misuse();
            }
            pauseAtExit();
            throw refusal(asked);
        }
    }

    /** Leaves a typed call. */
    void exit(final ThreadGuard guard) {
        guard.exit();
        if (gone && closing) {
            LastOut.leave(this::finishClosing);
            pauseAtExit();
        }
    }

    /** Before the first use of the raw layer. */
    void useRaw() {
        if (!rawInUse) {
            rawInUse = true;
            VarHandle.fullFence(); // either a raw call sees that the end is gone, or the closing sees this
        }
    }

    /**
     * Closes ends at the end of the JVM, and waits for calls that are leaving. Who stays longer finishes the closing, or dies.
     * What fails at one end is thrown once it was tried at all of them.
     */
    static void closeAllAtExit(final List<Attachment> ends) {
        final long start = System.nanoTime();
        final FirstFailure failure = new FirstFailure();
        final List<Attachment> left = new ArrayList<>(ends);
        // One that could only not tell its peers is still to be let go of.
        left.removeIf(end -> !failure.attempt(end::beginClosingAtExit, true));
        left.removeIf(end -> failure.attempt(end::finishClosing, true));
        while (!left.isEmpty() && System.nanoTime() - start < LONGEST_WAIT_AT_EXIT_NANOS) {
            LockSupport.parkNanos(CLOSING_SLICE_NANOS);
            left.removeIf(end -> failure.attempt(end::finishClosing, true));
        }
        failure.rethrow();
    }

    /** Begins to close at the end of the JVM, without waiting; whether that is to be finished. */
    private boolean beginClosingAtExit() {
        synchronized (this) {
            if (gone || rawInUse) {
                return false;
            }
            exiting = true;
            exitedNanos = System.nanoTime();
            pausing = true;
            gone = true;
            VarHandle.fullFence();
            if (rawInUse) {
                return false;
            }
            closing = true;
        }
        memory.signalAll();
        return true;
    }

    /**
     * A thread that works on when the JVM ends, as daemons do, was to be ended and not to fail: it mostly sees no more of this
     * than of any other end. If a hook waits for it, it goes on soon, or when the hook closes the connection or interrupts it.
     */
    private void pauseAtExit() {
        while (pausing
                && System.nanoTime() - exitedNanos < PAUSE_NANOS
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(PAUSE_SLICE_NANOS);
        }
    }

    void close() {
        synchronized (this) {
            pausing = false;
            if (gone) {
                closeWanted = !released && !closing;
                return;
            }
            gone = true;
            closing = true;
        }
        memory.signalAll();
        LastOut.close(this::finishClosing, () -> sending.isHeldByCurrentThread() || receiving.isHeldByCurrentThread());
    }

    /** Lets go of the end, once; whether that is done. */
    private boolean finishClosing() {
        // Without the monitor: whoever only looks is waited for, and may need it to say why it fails.
        if (!sending.seal() || !receiving.seal()) {
            return false;
        }
        synchronized (this) {
            if (released) {
                return true;
            }
            released = true;
            // Fails only if somebody took this process for dead.
            if (memory.changeEnd(end, word, EndWord.closed(word))) {
                memory.signalAll();
            }
            if (exiting) {
                return true; // the rest goes with the JVM, and needs locks
            }
        }
        onGone.run();
        memory.release();
        return true;
    }

    /**
     * Hands it over: marks it as on its way, and registers with the transfer how to take that back.
     *
     * @return its end word on the way.
     */
    synchronized long depart(final Transfer transfer) {
        if (gone) {
            throw refusal("hand a connection over");
        }
        if (transfer.channel() == memory.segment().objectId()) {
            throw new NotTransferableException(memory.describe(end)
                    + " can't travel through its own pipe: nobody could receive it there. Use another pipe.");
        }
        transfer.requireOnce(memory.describe(end));
        transfer.requireWithin(memory.segment().domain(), memory.describe(end));
        if (!seal()) {
            throw new IllegalStateException("Could not hand over " + Ends.lower(memory.describe(end))
                    + ": a thread of this process is sending or receiving on it. Hand it over when that has ended.");
        }
        try {
            return departSealed(transfer);
        } finally {
            if (!gone) {
                unseal();
            }
        }
    }

    private boolean seal() {
        if (!sending.seal()) {
            return false;
        }
        if (!receiving.seal()) {
            sending.unseal();
            return false;
        }
        return true;
    }

    private void unseal() {
        sending.unseal();
        receiving.unseal();
    }

    private long departSealed(final Transfer transfer) {
        final boolean toChild = transfer.receiver() != 0;
        hold(transfer, toChild);
        final long attached = word;
        final long departed = EndWord.inTransit(attached, toChild ? transfer.receiver() : memory.process());
        if (!memory.changeEnd(end, attached, departed)) {
            release(transfer, toChild);
            throw new IllegalStateException(memory.describe(end) + " isn't this process's any more: "
                    + Ends.describeOwner(memory, memory.endWord(end)) + " has it.");
        }
        word = departed;
        movedTo = toChild
                ? memory.registry().describe(transfer.receiver())
                : "whoever receives it from channel " + transfer.channel();
        gone = true;
        transfer.carry(memory.segment(), end, departed);
        transfer.onRollback(() -> takeBack(transfer, toChild, attached));
        transfer.onCommit(() -> left(transfer, toChild));
        memory.signalAll();
        return departed;
    }

    private void hold(final Transfer transfer, final boolean toChild) {
        if (toChild) {
            memory.segment().holders().hold(transfer.receiver());
        } else {
            memory.segment().holders().holdInTransit(transfer.channel());
        }
    }

    private void release(final Transfer transfer, final boolean toChild) {
        if (toChild) {
            memory.segment().holders().release(transfer.receiver());
        } else {
            memory.segment().holders().releaseInTransit(transfer.channel());
        }
    }

    private void takeBack(final Transfer transfer, final boolean toChild, final long attached) {
        release(transfer, toChild);
        final boolean closeNow;
        synchronized (this) {
            if (memory.changeEnd(end, word, attached)) {
                word = attached;
                movedTo = null;
                gone = false;
                unseal();
                closeNow = closeWanted;
            } else {
                released = true; // somebody took this process for dead, and the end for its own
                closeNow = false;
            }
        }
        if (closeNow) {
            close();
        } else if (gone) {
            onGone.run();
            memory.release();
        }
    }

    private void left(final Transfer transfer, final boolean toChild) {
        synchronized (this) {
            if (!toChild) {
                // Fails when it has arrived already.
                memory.changeEnd(end, word, EndWord.inChannel(word, transfer.channel(), transfer.receivingEnd()));
            }
            released = true;
        }
        onGone.run();
        memory.release();
    }
}
