package io.tandem.wait.internal;

import io.tandem.segment.internal.ProcessRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells all waiting threads of this JVM that a process was seen to die, so that each looks closely at its own condition. */
final class Deaths {
    private static final AtomicInteger SEEN = new AtomicInteger();
    private static final LocalEvent EVENT = new LocalEvent();

    static {
        ProcessRegistry.onDeath(Deaths::tell);
    }

    private Deaths() {}

    /** How many were told of so far. */
    static int seen() {
        return SEEN.get();
    }

    static EventWord word() {
        return EVENT.word();
    }

    private static void tell() {
        SEEN.incrementAndGet();
        EVENT.signal();
    }
}
