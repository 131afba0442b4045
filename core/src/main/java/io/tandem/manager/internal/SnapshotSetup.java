package io.tandem.manager.internal;

import java.io.Serializable;
import java.time.Duration;

/**
 * Snapshots of a server.
 *
 * @param file  that is written; a path.
 * @param every between two times.
 */
record SnapshotSetup(String file, Duration every) implements Serializable {
    private static final long serialVersionUID = 1L;
}
