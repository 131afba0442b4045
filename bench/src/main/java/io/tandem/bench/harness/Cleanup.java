package io.tandem.bench.harness;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sees to it that no process and no file is left, also when this JVM is told to end in the middle of a run. */
public final class Cleanup implements AutoCloseable {
    private final Workplace workplace;
    private final AtomicReference<@Nullable AutoCloseable> started = new AtomicReference<>();
    private final Thread hook = new Thread(this::cleanInShutdown, "bench-cleanup");

    private Cleanup(final Workplace workplace) {
        this.workplace = workplace;
    }

    /** {@return one with a new workplace} */
    public static Cleanup begin(final Cpus cpus) throws IOException {
        final Cleanup cleanup = new Cleanup(Workplace.create(cpus, new Halt()));
        Runtime.getRuntime().addShutdownHook(cleanup.hook);
        return cleanup;
    }

    /** {@return where the files of the run go} */
    public Workplace workplace() {
        return workplace;
    }

    /** Closes something, too, when this JVM is told to end: the newest that it was given. */
    public <T extends AutoCloseable> T watch(final T process) {
        started.set(process);
        return process;
    }

    @Override
    public void close() throws IOException {
        workplace.delete();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException e) {
            // The JVM is ending, so the hook does the same just now, which is harmless.
            return;
        }
    }

    private void cleanInShutdown() {
        try {
            final AutoCloseable current = started.get();
            if (current != null) {
                current.close();
            }
            workplace.delete();
        } catch (final Exception e) {
            System.err.println("couldn't clean " + workplace.directory() + ": " + e.getMessage());
        }
    }
}
