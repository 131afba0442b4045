package io.tandem.wait.internal;

import io.tandem.segment.internal.ProcessRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells all threads of this JVM that a process was seen to die, so that each looks closely at what it waits for or uses. */
public final class Deaths {
    private static final AtomicInteger SEEN = new AtomicInteger();

    static {
        ProcessRegistry.onDeath(Deaths::tell);
    }

    private Deaths() {}

    /** {@return how many were told of so far} One volatile read. */
    public static int seen() {
        return SEEN.get();
    }

    /** Tells that this JVM has found a process dead: whoever sleeps wakes and looks. */
    public static void tell() {
        SEEN.incrementAndGet();
        Sleeper.disturbAll();
    }
}
