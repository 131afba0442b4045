package io.tandem.channel.internal.queue;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way into a collection: what can't be decoded is left out, and told when the others are there.
 *
 * @param <E> type of the messages.
 */
final class Drain<E> {
    private final Incoming<E> messages;
    private final Collection<? super E> target;
    private int taken;
    private @Nullable RuntimeException undecodable;

    Drain(final Incoming<E> messages, final Collection<? super E> target) {
        this.messages = messages;
        this.target = target;
    }

    int taken() {
        return taken;
    }

    /** Adds what was copied out; returns whether there was anything. */
    boolean decode(final int count) {
        for (int message = 0; message < count; message++) {
            taken++;
            final E item;
            try {
                item = messages.decode(message);
            } catch (final RuntimeException e) {
                note(e);
                continue;
            }
            target.add(item);
        }
        return count > 0;
    }

    private void note(final RuntimeException failure) {
        if (undecodable == null) {
            undecodable = failure;
        } else {
            undecodable.addSuppressed(failure);
        }
    }

    /** How many were taken; throws if some of them couldn't be decoded. */
    int finish() {
        if (undecodable != null) {
            throw undecodable;
        }
        return taken;
    }
}
