package io.tandem.channel.internal;

import io.tandem.TandemException;
import io.tandem.segment.ObjectNotFoundException;
import io.tandem.segment.internal.CarriedHandle;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Lets go of what a consumed message brought and nobody will ever have: its ends are closed, so that their peers are told, and
 * the channel's holds are given back. A death on the way leaves ends and holds to the channel, with which they go.
 */
final class LostHandles {
    private static final System.Logger LOGGER = System.getLogger(LostHandles.class.getName());

    private LostHandles() {}

    /** All of both: for a message of which nothing was attached. */
    static void letGo(final PipeMemory channel, final List<CarriedHandle> handles) {
        closeEnds(channel, handles);
        release(channel, handles);
    }

    /**
     * Closes the ends among them that are still on their way. May be repeated.
     *
     * @param channel that brought them.
     */
    static void closeEnds(final PipeMemory channel, final List<CarriedHandle> handles) {
        for (final CarriedHandle handle : handles) {
            final boolean isEnd = handle.kind() == ObjectKind.PIPE.code() && (handle.part() & ~1) == 0;
            if (isEnd) {
                with(channel, handle, segment -> {
                    final PipeMemory memory = new PipeMemory(segment, channel.process());
                    Ends.closeOnItsWay(memory, handle.part(), handle.word());
                });
            }
        }
    }

    /** Gives back the holds of the channel that kept them. Once only. */
    static void release(final PipeMemory channel, final List<CarriedHandle> handles) {
        for (final CarriedHandle handle : handles) {
            with(
                    channel,
                    handle,
                    segment ->
                            segment.holders().releaseInTransit(channel.segment().objectId()));
        }
    }

    @FunctionalInterface
    private interface Action {
        void accept(Segment segment);
    }

    private static void with(final PipeMemory channel, final CarriedHandle handle, final Action action) {
        try {
            final ObjectKind kind = ObjectKind.of(handle.kind());
            if (kind == null) {
                return; // a later version's; it stays with the channel
            }
            final Segment segment = Segment.attach(channel.segment().domain(), handle.objectId(), kind);
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
                    "An undecodable message of " + Ends.lower(channel.describe()) + " brought object "
                            + handle.objectId() + ", which can't be let go of now; it stays until that pipe goes.",
                    e);
        }
    }
}
