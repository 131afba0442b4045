package io.tandem.segment.internal;

import io.tandem.segment.Domain;

/**
 * One decoding that may bring shared objects.
 *
 * @param domain  of the receiver.
 * @param channel that carried it, or 0 if it came with the start of this process.
 */
public record Arrival(Domain domain, long channel) {}
