package io.tandem.manager.internal;

import io.tandem.channel.SharedQueue;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a process needs to call a server.
 *
 * @param identity of the server, which no other one has.
 * @param name     of the manager.
 * @param server   process number of the server; 0 while it isn't known, in the process that starts it.
 * @param pid      of the server.
 * @param calls    to the server.
 * @param filter   of what may arrive, or null.
 */
record ManagerAddress(
        long identity,
        String name,
        int server,
        long pid,
        SharedQueue<Call> calls,
        @Nullable String filter) implements Serializable {
    private static final long serialVersionUID = 1L;
}
