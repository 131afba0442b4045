package io.tandem.manager.internal;

import io.tandem.segment.Domain;

/** What has a manager's objects: the server itself, or the link to it. In words, as messages have it: the manager and its process. */
public interface Host {
    /** The manager's. */
    String name();

    /** The server's. */
    long pid();

    Domain domain();

    /** Whether the server lives. */
    boolean isAlive();
}
