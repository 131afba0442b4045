package io.tandem.segment.internal;

import io.tandem.segment.Domain;
import java.util.ArrayList;
import java.util.List;

/**
 * One encoding that may carry shared objects: what it has marked, and how to take that back if the message or the child
 * never leaves. Confined to the thread that encodes.
 */
public final class Transfer {
    private final Domain domain;
    private final int receiver;
    private final long channel;
    private final List<Runnable> undo = new ArrayList<>();

    private Transfer(final Domain domain, final int receiver, final long channel) {
        this.domain = domain;
        this.receiver = receiver;
        this.channel = channel;
    }

    /** To a child with a reserved number, which becomes the holder before its spawn. */
    public static Transfer toChild(final Domain domain, final int receiver) {
        return new Transfer(domain, receiver, 0);
    }

    /** Into a channel, which is the holder until the message is delivered. */
    public static Transfer intoChannel(final Domain domain, final long channelObjectId) {
        return new Transfer(domain, 0, channelObjectId);
    }

    /** The sender's domain. */
    public Domain domain() {
        return domain;
    }

    /** The receiving process, or 0 if it isn't known. */
    public int receiver() {
        return receiver;
    }

    /** The channel that carries it, or 0 if none does. */
    public long channel() {
        return channel;
    }

    /** Registers how to take one mark or hold back. */
    public void onRollback(final Runnable action) {
        undo.add(action);
    }

    /** It left: nothing is to be taken back any more. */
    public void commit() {
        undo.clear();
    }

    /** It never left: takes all marks and holds back, last first. */
    public void rollback() {
        for (int i = undo.size() - 1; i >= 0; i--) {
            undo.get(i).run();
        }
        undo.clear();
    }
}
