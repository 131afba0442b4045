package io.tandem.segment.internal.object;

import io.tandem.TandemException;
import io.tandem.os.AsymmetricFence;
import io.tandem.os.NativeLibrary;
import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.OutlivedHolds;
import io.tandem.segment.internal.Segment;
import io.tandem.segment.internal.Transfer;
import io.tandem.segment.internal.Transferable;
import java.util.Optional;

/**
 * A handle of an object that is one segment. Closing marks it at once, and lets go of the segment once no encoding of it is
 * under way and nobody is inside; who uses it meanwhile looks at the mark after each operation.
 */
public abstract class SegmentHandle implements SharedObject, Transferable {
    private final Segment segment;
    private final boolean keepsMemory;
    /** Plain: a look costs nothing, and late accesses do no harm. */
    private boolean closed;
    /** Encodings that may still be taken back, and threads that {@link #enter}ed: what needs the segment until it is over. */
    private int inside;

    /**
     * Takes over an open segment.
     *
     * @param segment     of the object.
     * @param keepsMemory whether its memory stays mapped after a close until nothing can reach it: for small objects, to which
     *                    a thread that was inside may still have to write.
     */
    protected SegmentHandle(final Segment segment, final boolean keepsMemory) {
        this.segment = segment;
        this.keepsMemory = keepsMemory;
    }

    /** {@return what travels in its place; the holds are seen to} */
    protected abstract Token token();

    /** Wakes those who wait: the handle is closed. Called once, before the segment goes. */
    protected void onClose() {}

    /** {@return whether its memory says that this process has something, such as a lock, which outlives the handle} */
    protected boolean isInUse() {
        return false;
    }

    /** {@return the segment} */
    protected final Segment segment() {
        return segment;
    }

    @Override
    public final Optional<String> name() {
        return segment.name();
    }

    @Override
    public final Domain domain() {
        return segment.domain();
    }

    @Override
    public final boolean isClosed() {
        return closed;
    }

    /**
     * Refuses what is asked of a closed handle. Call it after the operation too, where that may have met memory of nobody.
     *
     * @param asked what couldn't be done.
     * @throws IllegalStateException if this handle is closed.
     */
    public final void checkOpen(final String asked) {
        if (closed) {
            throw closed(asked);
        }
    }

    private IllegalStateException closed(final String asked) {
        return new IllegalStateException("Could not " + asked + ": this handle of " + describeWithin()
                + " was closed. Open it again by its name, or use a handle that is open.");
    }

    /**
     * What is thrown when its memory holds what no process writes.
     *
     * @param found what it has or says, behind the object in a sentence.
     * @return to be thrown.
     */
    public final TandemException damaged(final String found) {
        return new TandemException(describe() + " " + found
                + ", which no process writes: something else has written over its segment; " + segment.deletion()
                + ".");
    }

    /** {@return the object for messages, at the start of a sentence} */
    public final String describe() {
        return segment.describe();
    }

    /** {@return the object for messages, within a sentence} */
    public final String describeWithin() {
        return segment.describeWithin();
    }

    @Override
    public final void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            onClose();
        } finally {
            finishClosing(0);
        }
    }

    @Override
    public final Token depart(final Transfer transfer) {
        transfer.requireWithin(domain(), describe());
        synchronized (this) {
            checkOpen("send it");
            inside++;
        }
        transfer.onRollback(() -> finishClosing(1));
        transfer.onCommit(() -> finishClosing(1));
        transfer.hold(segment);
        return token();
    }

    /** Keeps the segment as it is until {@link #leave}, even if this handle is closed meanwhile; refused if it is closed. */
    protected final void enter(final String asked) {
        synchronized (this) {
            checkOpen(asked);
            inside++;
        }
    }

    /** Ends what {@link #enter} began; the last one out finishes a close. */
    protected final void leave() {
        finishClosing(1);
    }

    /** Call it when the object may be {@link #isInUse in use} no more: then closed handles of it let go. */
    public final void letGoIfUnused() {
        if (OutlivedHolds.any(segment)) {
            OutlivedHolds.end(segment, this::isInUse);
        }
    }

    private void finishClosing(final int left) {
        synchronized (this) {
            inside -= left;
            if (!closed || inside > 0) {
                return;
            }
        }
        if (keepsMemory) {
            fence(); // who begins a use has seen the mark, and undoes it, or is seen
            final boolean inUse = isInUse();
            segment.closeKeepingMemory(inUse);
            if (inUse) { // unless it has ended by now: who ended it has seen this hold, or is seen
                fence();
                letGoIfUnused();
            }
        } else {
            segment.close();
        }
    }

    private static void fence() {
        if (NativeLibrary.isReady()) {
            AsymmetricFence.heavy();
        }
    }

    @Override
    public String toString() {
        return describe() + (closed ? ", closed" : "");
    }
}
