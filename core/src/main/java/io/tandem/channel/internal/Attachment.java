package io.tandem.channel.internal;

import io.tandem.segment.NotTransferableException;
import io.tandem.segment.internal.Transfer;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * This process's hold on one end: attached, then closed or handed over. Changes are made under its monitor; the flag that
 * every operation reads, before and after, is plain.
 *
 * <p>Others may attach the end only once no typed call of this process is inside: closing wakes those that wait, and the end
 * word changes when the last of them has left, as a rule within microseconds; handing over is refused while one is inside.
 */
final class Attachment {
    /** A close waits this long for calls that it has woken; what takes longer (a codec) finishes the closing itself. */
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

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
        synchronized (this) {
            to = movedTo;
        }
        if (to == null) {
            return new IllegalStateException("Could not " + asked + ": " + Ends.lower(memory.describe(end))
                    + " was closed by this process. Attach it again through its pipe.");
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
            throw gone ? refusal(asked) : guard.misuse();
        }
    }

    /** Leaves a typed call. */
    void exit(final ThreadGuard guard) {
        guard.exit();
        if (gone && closing) {
            finishClosing();
        }
    }

    void close() {
        synchronized (this) {
            if (gone) {
                closeWanted = !released && !closing;
                return;
            }
            gone = true;
            closing = true;
        }
        memory.signalAll();
        final long start = System.nanoTime();
        while (!finishClosing()
                && !sending.isHeldByCurrentThread()
                && !receiving.isHeldByCurrentThread()
                && System.nanoTime() - start < LONGEST_WAIT_NANOS) {
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    /** Lets go of the end, once; whether that is done. */
    private boolean finishClosing() {
        synchronized (this) {
            if (released) {
                return true;
            }
            if (!sending.seal() || !receiving.seal()) {
                return false;
            }
            released = true;
            // Fails only if somebody took this process for dead.
            if (memory.changeEnd(end, word, EndWord.closed(word))) {
                memory.signalAll();
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
        if (!transfer.domain().directory().equals(memory.segment().domain().directory())) {
            throw new NotTransferableException(memory.describe(end) + " lives in "
                    + memory.segment().domain().directory() + " and can't travel to "
                    + transfer.domain().directory()
                    + ". Make both in one domain.");
        }
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
