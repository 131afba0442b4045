package io.tandem.pool;

import io.tandem.os.OperatingSystem;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Draws how far a call is on one line of a terminal, which it rewrites ten times a second at most, and ends when all is done; without
 * a total it counts. For one call at a time.
 *
 * <pre>{@code
 * pool.over(files).progress(ProgressBar.onStandardError("files")).map(Digests::of);
 * }</pre>
 */
public final class ProgressBar implements ProgressListener {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final int WIDTH = 30;
    private static final int PERCENT = 100;

    private final PrintStream stream;
    private final String what;
    private final long start = System.nanoTime();
    private long next = start;

    private ProgressBar(final PrintStream stream, final String what) {
        this.stream = Objects.requireNonNull(stream, "the stream");
        this.what = Objects.requireNonNull(what, "what is counted");
    }

    /**
     * On any stream.
     *
     * @param stream to draw on.
     * @param what   is counted, in the plural, such as {@code "files"}.
     * @return the bar, not drawn yet.
     */
    public static ProgressBar on(final PrintStream stream, final String what) {
        return new ProgressBar(stream, what);
    }

    /**
     * On standard error, if that is a terminal; else nothing is drawn.
     *
     * @param what is counted, in the plural, such as {@code "files"}.
     * @return the bar, not drawn yet.
     */
    public static ProgressListener onStandardError(final String what) {
        return isTerminal() ? on(System.err, what) : NONE;
    }

    private static boolean isTerminal() {
        final String file = OperatingSystem.current().readLink(STANDARD_ERROR);
        return file != null && (file.startsWith("/dev/pts/") || file.startsWith("/dev/tty"));
    }

    @Override
    public void progressed(final long done, final long total) {
        final long now = System.nanoTime();
        final boolean isOver = done == total;
        if (now - next < 0 && !isOver) {
            return;
        }
        next = now + INTERVAL_NANOS;
        stream.print('\r' + line(done, total, now - start));
        if (isOver) {
            stream.println();
        }
        stream.flush();
    }

    private String line(final long done, final long total, final long nanos) {
        final double seconds = Math.max(nanos, 1) / (double) TimeUnit.SECONDS.toNanos(1);
        final String rate = String.format(Locale.ROOT, "%,.0f a second", done / seconds);
        if (total <= 0) {
            return String.format(Locale.ROOT, "%,d %s, %s   ", done, what, rate);
        }
        final int filled = (int) Math.min(WIDTH, WIDTH * done / total);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d %%  %,d of %,d %s, %s   ",
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                PERCENT * done / total,
                done,
                total,
                what,
                rate);
    }
}
