package io.tandem.pool.internal;

import io.tandem.os.OperatingSystem;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Tells, once a second at most and between tasks, how much memory a worker has resident. */
final class MemoryGauge {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Path STATM = Path.of("/proc/self/statm");
    private static final int RESIDENT_FIELD = 1;
    private static final long PAGE_LENGTH = 4096;

    private final Board board;
    private long next = System.nanoTime();

    MemoryGauge(final Board board) {
        this.board = board;
    }

    void look(final long now) {
        if (now - next < 0) {
            return;
        }
        next = now + INTERVAL_NANOS;
        board.uses(resident());
    }

    private static long resident() {
        final String pages = OperatingSystem.current().readText(STATM);
        return pages == null
                ? Runtime.getRuntime().totalMemory() // without /proc: what is known of it
                : Long.parseLong(pages.split(" ", -1)[RESIDENT_FIELD]) * PAGE_LENGTH;
    }
}
