package io.tandem.segment.internal;

import io.tandem.os.Mapping;
import io.tandem.os.NativeLibrary;
import io.tandem.os.OperatingSystem;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;

/** Gives a mapping's pages back without pulling the addresses away from under anybody. */
final class MappingRelease {
    /** Below, pages aren't worth loading the native library for: the collector gives them back with the mapping. */
    static final long WORTH_LOADING = 1 << 20;

    private static final System.Logger LOGGER = System.getLogger(MappingRelease.class.getName());

    private MappingRelease() {}

    /** As well as can be. */
    static void freePages(final Mapping mapping, final long offset) {
        if (NativeLibrary.isReady() && !OperatingSystem.current().freePages(mapping, offset)) {
            LOGGER.log(Level.DEBUG, "This file system frees no pages of a file; they go with the file.");
        }
    }

    static void release(final Mapping mapping) {
        if (NativeLibrary.isReady()) {
            OperatingSystem.current().replaceByAnonymous(mapping);
        } else if (mapping.length() >= WORTH_LOADING) {
            final CompletableFuture<Void> unused = NativeLibrary.load().whenComplete((ready, failure) -> {
                if (failure == null) {
                    OperatingSystem.current().replaceByAnonymous(mapping);
                } else {
                    LOGGER.log(
                            Level.DEBUG,
                            "A closed mapping is left to the collector, without the native library.",
                            failure);
                }
            });
        }
    }
}
