package io.tandem.examples.trees;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on standard error if that is a terminal; otherwise nothing. */
public final class Progress implements AutoCloseable {
    private static final int WIDTH = 79;
    private static final int STANDARD_ERROR = 2;

    private final @Nullable ProgressBar bar;

    private Progress(final @Nullable ProgressBar bar) {
        this.bar = bar;
    }

    static Progress of(final String task, final long bytes) {
        if (!isTerminal(STANDARD_ERROR)) {
            return new Progress(null);
        }
        return new Progress(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(bytes)
                .setUnit(" MB", 1_000_000)
                .setStyle(ProgressBarStyle.ASCII)
                // With a width of its own it needn't ask the terminal, which takes long where that doesn't answer.
                .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
                .build());
    }

    public void step(final long bytes) {
        if (bar != null) {
            bar.stepBy(bytes);
        }
    }

    /**
     * Prints a line on standard error: in place of the bar, which then goes on below.
     *
     * @param line without its end.
     */
    void print(final String line) {
        System.err.println(bar == null ? line : "\r" + line + " ".repeat(Math.max(0, WIDTH - line.length())));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    /**
     * Whether somebody sits there.
     *
     * @param descriptor 0 for standard input, 2 for standard error.
     * @return whether it is a terminal.
     */
    public static boolean isTerminal(final int descriptor) {
        // System.console() speaks of input and output at once, and from Java 22 on is there without a terminal.
        try {
            final String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (final IOException e) {
            return false;
        }
    }
}
