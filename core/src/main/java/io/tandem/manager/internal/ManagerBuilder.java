package io.tandem.manager.internal;

import io.tandem.codec.internal.Codecs;
import io.tandem.manager.Manager;
import io.tandem.process.ChildProcess;
import io.tandem.segment.Domain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Collects and checks options. */
public final class ManagerBuilder implements Manager.Builder {
    private static final int DEFAULT_THREADS = 64;
    private static final int FEWEST_THREADS = 2;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private @Nullable String name;
    private @Nullable Domain domain;
    private final List<String> jvmOptions = new ArrayList<>();
    private int mostThreads = DEFAULT_THREADS;
    private @Nullable String filter;
    private boolean restart;
    private @Nullable SnapshotSetup snapshots;

    /** Starts with the defaults. */
    public ManagerBuilder() {}

    @Override
    public Manager.Builder name(final String newName) {
        Door.checkName(newName);
        name = newName;
        return this;
    }

    @Override
    public Manager.Builder domain(final Domain newDomain) {
        domain = Objects.requireNonNull(newDomain, "domain");
        return this;
    }

    @Override
    public Manager.Builder jvmOptions(final String... options) {
        jvmOptions.addAll(List.of(options));
        return this;
    }

    @Override
    public Manager.Builder maxThreads(final int most) {
        if (most < FEWEST_THREADS) {
            throw new IllegalArgumentException("A manager can't do with " + most
                    + " threads: one takes calls while another one executes. Give " + FEWEST_THREADS + " or more.");
        }
        mostThreads = most;
        return this;
    }

    @Override
    public Manager.Builder serialFilter(final String pattern) {
        Codecs.filter(pattern); // refuses what isn't one
        filter = pattern;
        return this;
    }

    @Override
    public Manager.Builder restart(final boolean newRestart) {
        restart = newRestart;
        return this;
    }

    @Override
    public Manager.Builder snapshots(final Path file, final Duration every) {
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException(
                    "Snapshots can't be written every " + every + ". Give a time that is longer than zero.");
        }
        if (file.getFileName() == null || file.endsWith("..") || file.endsWith(".")) {
            throw new IllegalArgumentException("\"" + file + "\" is no path of a file. Give one.");
        }
        snapshots = new SnapshotSetup(file.toAbsolutePath().toString(), every);
        return this;
    }

    @Override
    public Manager start() {
        final String given = name;
        return StartedManager.start(new ManagerOptions(
                given == null ? ChildProcess.current().name() + "-manager-" + NUMBERS.incrementAndGet() : given,
                given != null,
                domain == null ? Domain.current() : domain,
                List.copyOf(jvmOptions),
                mostThreads,
                filter,
                restart,
                snapshots));
    }
}
