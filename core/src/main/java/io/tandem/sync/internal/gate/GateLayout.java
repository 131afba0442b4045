package io.tandem.sync.internal.gate;

import io.tandem.segment.internal.ObjectKind;

/**
 * What a handle has to know of its segment's layout.
 *
 * @param kind        of the object.
 * @param version     of the layout.
 * @param eventOffset of the event word that waiters sleep on.
 * @param length      of the body.
 */
public record GateLayout(ObjectKind kind, int version, int eventOffset, int length) {}
