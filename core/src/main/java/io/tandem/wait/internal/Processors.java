package io.tandem.wait.internal;

import io.tandem.os.OperatingSystem;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How many processors this process has: with a single one, spinning only keeps the other side from running. Respects
 * affinity and a container's limits.
 */
final class Processors {
    private static final long REFRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Path PROCESS = Path.of("/proc/self/status");
    private static final Path THREAD = Path.of("/proc/thread-self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";

    private static volatile int override;
    private static volatile int count = measure();
    private static volatile long measuredAt = System.nanoTime();

    private Processors() {}

    static boolean single() {
        final int forced = override;
        return (forced == 0 ? count : forced) == 1;
    }

    /** Looks again if the last look is old. Takes microseconds: for threads that are about to sleep. */
    static void refresh(final long now) {
        if (now - measuredAt >= REFRESH_NANOS) {
            measuredAt = now;
            count = measure();
        }
    }

    /** For tests: pretends a number; 0 ends it. */
    static void override(final int processors) {
        override = processors;
    }

    // The JDK asks for the calling thread's affinity. A thread that was bound to one processor of several must spin all
    // the same, so the process's own affinity (that of its first thread) decides then.
    private static int measure() {
        final int available = OperatingSystem.current().processors();
        if (available > 1) {
            return available;
        }
        final int ofThread = allowed(OperatingSystem.current().readText(THREAD));
        final int ofProcess = allowed(OperatingSystem.current().readText(PROCESS));
        return ofThread == 1 && ofProcess > 1 ? ofProcess : available;
    }

    /** Counts the processors in a status text's list, such as {@code 0-3,8}; 0 if there is none. */
    static int allowed(final @Nullable String status) {
        if (status == null) {
            return 0;
        }
        return status.lines()
                .filter(line -> line.startsWith(ALLOWED))
                .mapToInt(line -> countList(line.substring(ALLOWED.length()).trim()))
                .findFirst()
                .orElse(0);
    }

    private static int countList(final String list) {
        int processors = 0;
        for (final String range : list.split(",", -1)) {
            final int dash = range.indexOf('-');
            processors += dash < 0
                    ? 1
                    : Integer.parseInt(range.substring(dash + 1)) - Integer.parseInt(range.substring(0, dash)) + 1;
        }
        return processors;
    }
}
