package io.tandem.manager.internal;

import io.tandem.segment.Domain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a manager was asked to be.
 *
 * @param name        of it.
 * @param isPublic    whether it is found by its name.
 * @param domain      it lives in.
 * @param jvmOptions  more of them for the server.
 * @param mostThreads that execute calls.
 * @param filter      of what may arrive, or null.
 * @param restart     whether a dead server is replaced.
 * @param snapshots   where they are kept, or null.
 */
record ManagerOptions(
        String name,
        boolean isPublic,
        Domain domain,
        List<String> jvmOptions,
        int mostThreads,
        @Nullable String filter,
        boolean restart,
        @Nullable SnapshotSetup snapshots) {}
