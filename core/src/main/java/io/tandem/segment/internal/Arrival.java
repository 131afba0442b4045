package io.tandem.segment.internal;

import io.tandem.segment.Domain;

/**
 * One decoding that may bring shared objects.
 *
 * @param domain  of the receiver.
 * @param channel that carried it, or 0 if it came with the start of this process.
 */
public record Arrival(Domain domain, long channel) {
    /**
     * Attaches what {@link Transfer#hold} was called for: first this process's own hold, then the one that kept the object
     * on its way is given back, so that it is held at each instant.
     */
    public Segment attach(final long objectId, final ObjectKind kind) {
        final Segment segment = Segment.attach(domain, objectId, kind);
        if (channel != 0) {
            segment.holders().releaseInTransit(channel);
        } else {
            segment.holders().release(ProcessRegistry.of(domain).own());
        }
        return segment;
    }
}
