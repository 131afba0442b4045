package io.tandem.segment.internal;

import io.tandem.TandemException;
import io.tandem.os.OperatingSystemException;
import io.tandem.segment.Domain;
import io.tandem.segment.OutOfSpaceException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One decoding after another that may bring shared objects. What kept an object on its way is given back only once the
 * message is consumed: a receiver that dies before that leaves a hold too many, which goes with the channel, never one too
 * few. Confined to the thread that decodes.
 */
public final class Arrival {
    private final Domain domain;
    private final long channel;
    private final IntFunction<Object> substitute;
    private final List<Runnable> releases = new ArrayList<>(0);
    private final List<Closing> closings = new ArrayList<>(0);
    private final List<Runnable> lastly = new ArrayList<>(0);
    private final List<Long> attached = new ArrayList<>(0);
    /** Something has arrived that can't arrive twice. */
    private boolean moved;

    private @Nullable TandemException passing;

    /** How to let go of an object that has arrived; 0 if it isn't a segment of its own. */
    private record Closing(long objectId, Runnable action) {}

    /**
     * For what arrives at one place.
     *
     * @param domain  of the receiver.
     * @param channel that carries it, or 0 if it comes with the start of this process.
     */
    public Arrival(final Domain domain, final long channel) {
        this(domain, channel, number -> {
            throw new IllegalStateException(
                    "What has arrived stands for object " + number + " of a file, and it came from none.");
        });
    }

    private Arrival(final Domain domain, final long channel, final IntFunction<Object> substitute) {
        this.domain = domain;
        this.channel = channel;
        this.substitute = substitute;
    }

    /**
     * Out of a file that {@link Transfer#intoFile} was for.
     *
     * @param substitute gives the object with a number there, or throws.
     */
    public static Arrival outOfFile(final Domain domain, final IntFunction<Object> substitute) {
        return new Arrival(domain, 0, substitute);
    }

    /** The object with a number in the file that is read. */
    public Object ofFile(final int number) {
        return substitute.apply(number);
    }

    /** The receiver's domain. */
    public Domain domain() {
        return domain;
    }

    /** The channel that carries it, or 0. */
    public long channel() {
        return channel;
    }

    /** Attaches what {@link Transfer#hold} was called for: this process's own hold joins the one that kept it on its way. */
    public Segment attach(final long objectId, final ObjectKind kind) {
        final Segment segment;
        try {
            segment = Segment.attach(domain, objectId, kind);
        } catch (final OutOfSpaceException e) {
            passing = e;
            throw e;
        } catch (final OperatingSystemException e) {
            passing = e.mayPass() ? e : null;
            throw e;
        }
        attached.add(objectId);
        releases.add(() -> release(segment));
        closings.add(new Closing(objectId, segment::close));
        return segment;
    }

    /** Notes how to let go of what has moved here, should the message around it turn out to be undecodable. */
    public void onDiscard(final Runnable closing) {
        moved = true;
        closings.add(new Closing(0, closing));
    }

    /** Somebody has what was {@linkplain #attach attached} for longer than the message, who lets go of it, whatever comes of the decoding. */
    public void keep(final long objectId) {
        for (int i = closings.size() - 1; i >= 0; i--) {
            if (closings.get(i).objectId == objectId) {
                closings.remove(i);
                return;
            }
        }
    }

    /** Nobody needs what was attached. Closed behind the release of what kept it on its way, which needs its memory. */
    public void closeInTheEnd(final Runnable closing) {
        lastly.add(closing);
    }

    /** Those that the message lists and that the decoding hasn't attached, or hasn't come to: their holds are still to be released. */
    public List<CarriedHandle> missing(final List<CarriedHandle> listed) {
        final List<Long> found = new ArrayList<>(attached);
        final List<CarriedHandle> missing = new ArrayList<>(0);
        for (final CarriedHandle handle : listed) {
            if (!found.remove(Long.valueOf(handle.objectId()))) {
                missing.add(handle);
            }
        }
        return missing;
    }

    /** The message was decoded and consumed. */
    public void complete() {
        if (!releases.isEmpty() || !closings.isEmpty()) {
            closings.clear();
            releaseAll();
            moved = false;
            end();
        }
    }

    /** What {@link Transfer#kept} holds was decoded: the sender lets go of it when it wishes. */
    public void leaveToSender() {
        releases.clear();
        closings.clear();
        attached.clear();
        moved = false;
        end();
    }

    /** The decoding failed, and its message is consumed as one that was decoded: closes what has arrived so far. */
    public void closeArrived() {
        closeAll();
    }

    /**
     * Makes a failed decoding undone, if it failed for want of descriptors, memory and the like, and nothing has moved here
     * by it: then the message need not be consumed, and may be decoded again.
     */
    public boolean undo(final Throwable failure) {
        if (moved || passing != failure) {
            return false;
        }
        passing = null;
        releases.clear(); // what keeps it on its way stays
        attached.clear();
        closeAll();
        end();
        return true;
    }

    /** The message was consumed, and can't be decoded: nobody will ever have what it brought. */
    public void discard() {
        releaseAll();
        closeAll();
        moved = false;
        passing = null;
        end();
    }

    private void closeAll() {
        while (!closings.isEmpty()) {
            closings.remove(closings.size() - 1).action.run();
        }
    }

    private void end() {
        if (!lastly.isEmpty()) {
            final List<Runnable> all = List.copyOf(lastly);
            lastly.clear();
            all.forEach(Runnable::run);
        }
    }

    private void releaseAll() {
        releases.forEach(Runnable::run);
        releases.clear();
        attached.clear();
    }

    private void release(final Segment segment) {
        if (channel != 0) {
            segment.holders().releaseInTransit(channel);
        } else {
            segment.holders().release(ProcessRegistry.of(domain).own());
        }
    }
}
