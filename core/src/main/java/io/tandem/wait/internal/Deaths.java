package io.tandem.wait.internal;

import java.util.concurrent.atomic.AtomicInteger;

/** Tells all waiting threads of this JVM that a process was seen to die, so that each looks closely at its own condition. */
final class Deaths {
    private static final AtomicInteger SEEN = new AtomicInteger();
    private static final LocalEvent EVENT = new LocalEvent();

    private Deaths() {}

    /** How many were told of so far. */
    static int seen() {
        return SEEN.get();
    }

    static EventWord word() {
        return EVENT.word();
    }

    static void tell() {
        SEEN.incrementAndGet();
        EVENT.signal();
    }
}
