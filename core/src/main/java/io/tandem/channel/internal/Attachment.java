package io.tandem.channel.internal;

import io.tandem.segment.NotTransferableException;
import io.tandem.segment.internal.Transfer;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * This process's hold on one end: attached, then closed or handed over. Changes are made under its monitor; the flag that
 * every operation reads, before and after, is plain.
 */
final class Attachment {
    private final PipeMemory memory;
    private final int end;
    private final Runnable onGone;
    private long word;
    private boolean gone;
    private boolean released;
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

    void close() {
        synchronized (this) {
            if (released || gone) {
                gone = true;
                return;
            }
            gone = true;
            released = true;
            // Fails only if somebody took this process for dead.
            if (memory.changeEnd(end, word, EndWord.closed(word))) {
                memory.signalAll();
            }
        }
        onGone.run();
        memory.release();
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

    private synchronized void takeBack(final Transfer transfer, final boolean toChild, final long attached) {
        if (memory.changeEnd(end, word, attached)) {
            word = attached;
            movedTo = null;
            gone = false;
        }
        release(transfer, toChild);
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
