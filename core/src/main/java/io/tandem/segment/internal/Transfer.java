package io.tandem.segment.internal;

import io.tandem.segment.Domain;
import io.tandem.segment.NotTransferableException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One encoding that may carry shared objects: what it has marked, and how to take that back if the message or the child
 * never leaves. Confined to the thread that encodes.
 */
public final class Transfer {
    private static final System.Logger LOGGER = System.getLogger(Transfer.class.getName());

    private final Domain domain;
    private final int receiver;
    private final long channel;
    private final int receivingEnd;
    private final @Nullable Function<Transferable, Transferable.Token> substitute;
    private final List<Runnable> undo = new ArrayList<>();
    private final List<Runnable> completion = new ArrayList<>();
    /** What a message lists behind what its codec wrote; nothing for a child. */
    private final List<CarriedHandle> carried = new ArrayList<>(0);

    /** Whether any of the lists may have something: a message that carries nothing, the common one, looks at nothing else. */
    private boolean used;

    private Transfer(final Domain domain, final int receiver, final long channel, final int receivingEnd) {
        this(domain, receiver, channel, receivingEnd, null);
    }

    private Transfer(
            final Domain domain,
            final int receiver,
            final long channel,
            final int receivingEnd,
            final @Nullable Function<Transferable, Transferable.Token> substitute) {
        this.domain = domain;
        this.receiver = receiver;
        this.channel = channel;
        this.receivingEnd = receivingEnd;
        this.substitute = substitute;
    }

    /** To a child with a reserved number, which becomes the holder before its spawn. */
    public static Transfer toChild(final Domain domain, final int receiver) {
        return new Transfer(domain, receiver, 0, 0);
    }

    /** Into a channel, which is the holder until the message is delivered. */
    public static Transfer intoChannel(final Domain domain, final long channelObjectId) {
        return intoChannel(domain, channelObjectId, 0);
    }

    /** The same, where the channel has several ends and one of them will receive. */
    public static Transfer intoChannel(final Domain domain, final long channelObjectId, final int receivingEnd) {
        return new Transfer(domain, 0, channelObjectId, receivingEnd);
    }

    /**
     * To whoever asks, any number of times, for as long as the sender keeps it: this process is the holder until
     * {@link #rollback}, and nothing ever commits. For tasks, which may be sent again.
     */
    public static Transfer kept(final Domain domain) {
        return new Transfer(domain, 0, 0, 0);
    }

    /**
     * Into a file, where nothing that lives in shared memory can be kept.
     *
     * @param substitute gives what is kept in the place of a shared object, or throws.
     */
    public static Transfer intoFile(final Domain domain, final Function<Transferable, Transferable.Token> substitute) {
        return new Transfer(domain, 0, 0, 0, substitute);
    }

    /** What travels in the place of a shared object. */
    public Transferable.Token depart(final Transferable shared) {
        return substitute == null ? shared.depart(this) : substitute.apply(shared);
    }

    /** Refuses what moves to its receiver, and so can't be sent twice. */
    public void requireOnce(final String what) {
        if (isKept()) {
            throw new NotTransferableException(what
                    + " can't travel in a task of a pool: it moves to one process, and a task may be sent to one and then"
                    + " to another. Use a SharedQueue, or give it to a ChildProcess.");
        }
    }

    private boolean isKept() {
        return receiver == 0 && channel == 0;
    }

    /** The sender's domain. */
    public Domain domain() {
        return domain;
    }

    /**
     * Refuses what would leave its domain: another one may have stood, or stand, in the same directory.
     *
     * @param own  of the object.
     * @param what describes the object, at the start of a sentence.
     */
    public void requireWithin(final Domain own, final String what) {
        if (DomainState.of(domain).incarnation() == DomainState.of(own).incarnation()) {
            return;
        }
        final Path here = own.directory();
        final Path there = domain.directory();
        throw new NotTransferableException(what + " lives in " + here + " and can't travel to "
                + (there.equals(here) ? "the domain that stands there now, since others removed its own" : there)
                + ". Make both in one domain.");
    }

    /** The receiving process, or 0 if it isn't known. */
    public int receiver() {
        return receiver;
    }

    /** The channel that carries it, or 0 if none does. */
    public long channel() {
        return channel;
    }

    /** Which end of that channel will receive, 0 if it has only one. */
    public int receivingEnd() {
        return receivingEnd;
    }

    /** Whether the message carries shared objects, and so has to be sent with their list. */
    public boolean carries() {
        return used && !carried.isEmpty();
    }

    /** What the list takes, in bytes. */
    public int listLength() {
        return CarriedHandle.listLength(carried.size());
    }

    /** Writes the list. */
    public void writeList(final MutableDirectBuffer target, final int offset) {
        CarriedHandle.write(carried, target, offset);
    }

    /** Registers what is to be done once it has left. */
    public void onCommit(final Runnable action) {
        used = true;
        completion.add(action);
    }

    /** Puts the hold in place that keeps an object until it has arrived: the child's, or the channel's. */
    public void hold(final Segment segment) {
        final Holders holders = segment.holders();
        if (channel != 0) {
            holders.holdInTransit(channel);
            onRollback(() -> holders.releaseInTransit(channel));
            carry(segment, CarriedHandle.NO_PART, 0);
        } else {
            final int holder = isKept() ? ProcessRegistry.of(domain).own() : receiver;
            holders.hold(holder);
            onRollback(() -> holders.release(holder));
        }
    }

    /**
     * Lists an object that the channel holds from now on.
     *
     * @param part of it that moves, or {@link CarriedHandle#NO_PART}.
     * @param word of that part, once it has departed.
     */
    public void carry(final Segment segment, final int part, final long word) {
        if (channel != 0) {
            used = true;
            carried.add(
                    new CarriedHandle(segment.objectId(), word, segment.kind().code(), part));
        }
    }

    /** Registers how to take one mark or hold back. */
    public void onRollback(final Runnable action) {
        used = true;
        undo.add(action);
    }

    /** Whether something is held until {@link #commit} or {@link #rollback}. */
    public boolean isUsed() {
        return used;
    }

    /** It left: nothing is to be taken back any more. Never throws. May then be used for the next one. */
    public void commit() {
        if (!used) {
            return;
        }
        used = false;
        undo.clear();
        carried.clear();
        if (!completion.isEmpty()) {
            final Throwable failure = runAll(completion).get();
            if (failure != null) {
                LOGGER.log(Level.WARNING, "A message left, but what was to be done then failed.", failure);
            }
        }
    }

    /** It never left: takes all marks and holds back, last first. Throws what failed when all were tried. */
    public void rollback() {
        if (!used) {
            return;
        }
        used = false;
        completion.clear();
        carried.clear();
        if (!undo.isEmpty()) {
            Collections.reverse(undo);
            runAll(undo).rethrow();
        }
    }

    private static FirstFailure runAll(final List<Runnable> steps) {
        final List<Runnable> all = List.copyOf(steps);
        steps.clear();
        final FirstFailure failure = new FirstFailure();
        all.forEach(failure::attempt);
        return failure;
    }
}
