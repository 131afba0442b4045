package io.tandem.bench.harness;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sees to it that no peer and no file is left, also when this JVM is told to end in the middle of a run. */
final class Cleanup implements AutoCloseable {
    private final Workplace workplace;
    private final AtomicReference<@Nullable Driver> driver = new AtomicReference<>();
    private final Thread hook = new Thread(this::cleanInShutdown, "bench-cleanup");

    private Cleanup(final Workplace workplace) {
        this.workplace = workplace;
    }

    static Cleanup begin(final Cpus cpus) throws IOException {
        final Cleanup cleanup = new Cleanup(Workplace.create(cpus, new Halt()));
        Runtime.getRuntime().addShutdownHook(cleanup.hook);
        return cleanup;
    }

    Workplace workplace() {
        return workplace;
    }

    Driver watch(final Driver started) {
        driver.set(started);
        return started;
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
        final Driver current = driver.get();
        if (current != null) {
            current.close();
        }
        try {
            workplace.delete();
        } catch (final IOException e) {
            System.err.println("couldn't remove " + workplace.directory() + ": " + e.getMessage());
        }
    }
}
