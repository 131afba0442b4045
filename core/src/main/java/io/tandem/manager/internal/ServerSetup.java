package io.tandem.manager.internal;

import io.tandem.channel.SharedQueue;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a server gets at its start.
 *
 * @param identity    that no other server has.
 * @param name        of the manager.
 * @param isPublic    whether it is found by its name.
 * @param calls       to the server.
 * @param control     to the server, for what must not wait behind calls.
 * @param filter      of what may arrive, or null.
 * @param mostThreads that execute calls.
 * @param snapshots   where they are kept, or null.
 */
record ServerSetup(
        long identity,
        String name,
        boolean isPublic,
        SharedQueue<Call> calls,
        SharedQueue<Call> control,
        @Nullable String filter,
        int mostThreads,
        @Nullable SnapshotSetup snapshots)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
