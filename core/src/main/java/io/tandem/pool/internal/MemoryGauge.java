package io.tandem.pool.internal;

import io.tandem.os.OperatingSystem;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells, once a second at most and between tasks, how much memory a worker has resident. */
final class MemoryGauge {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Path STATUS =
            Path.of("/proc/self/status"); // statm counts in pages, which aren't of one size everywhere
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s*(\\d+) kB");
    private static final long KIB = 1 << 10;

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
        final String status = OperatingSystem.current().readText(STATUS);
        final Matcher matcher = RESIDENT.matcher(status == null ? "" : status);
        return matcher.find()
                ? Long.parseLong(matcher.group(1)) * KIB
                : Runtime.getRuntime().totalMemory(); // without /proc: what is known of it
    }
}
