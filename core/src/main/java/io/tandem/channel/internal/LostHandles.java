package io.tandem.channel.internal;

import io.tandem.TandemException;
import io.tandem.segment.ObjectNotFoundException;
import io.tandem.segment.internal.CarriedHandle;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.ProcessRegistry;
import io.tandem.segment.internal.Segment;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Lets go of what a consumed message brought and nobody will ever have: its ends are closed, so that their peers are told, and
 * the channel's holds are given back. A death on the way leaves ends and holds to the channel, with which they go.
 */
public final class LostHandles {
    private static final System.Logger LOGGER = System.getLogger(LostHandles.class.getName());

    private LostHandles() {}

    /** All of both: for a message of which nothing was attached. */
    public static void letGo(final Segment channel, final List<CarriedHandle> handles) {
        closeEnds(channel, handles);
        release(channel, handles);
    }

    /**
     * Closes the ends among them that are still on their way. May be repeated.
     *
     * @param channel that brought them.
     */
    public static void closeEnds(final Segment channel, final List<CarriedHandle> handles) {
        for (final CarriedHandle handle : handles) {
            final boolean isEnd = handle.kind() == ObjectKind.PIPE.code() && (handle.part() & ~1) == 0;
            if (isEnd) {
                with(channel, handle, segment -> {
                    final PipeMemory memory = new PipeMemory(
                            segment, ProcessRegistry.of(channel.domain()).own());
                    Ends.closeOnItsWay(memory, handle.part(), handle.word());
                });
            }
        }
    }

    /** Gives back the holds of the channel that kept them. Once only. */
    public static void release(final Segment channel, final List<CarriedHandle> handles) {
        for (final CarriedHandle handle : handles) {
            with(channel, handle, segment -> segment.holders().releaseInTransit(channel.objectId()));
        }
    }

    @FunctionalInterface
    private interface Action {
        void accept(Segment segment);
    }

    private static void with(final Segment channel, final CarriedHandle handle, final Action action) {
        try {
            final ObjectKind kind = ObjectKind.of(handle.kind());
            if (kind == null) {
                return; // a later version's; it stays with the channel
            }
            final Segment segment = Segment.attach(channel.domain(), handle.objectId(), kind);
            try {
                action.accept(segment);
            } finally {
                segment.close();
            }
        } catch (final ObjectNotFoundException e) {
            LOGGER.log(Level.DEBUG, "It is gone already.", e);
        } catch (final TandemException e) {
            LOGGER.log(
                    Level.WARNING,
                    "An undecodable message of channel " + channel.objectId() + " brought object " + handle.objectId()
                            + ", which can't be let go of now; it stays until that channel goes.",
                    e);
        }
    }
}
