package io.tandem.bench.guard;

import io.tandem.bench.Suites;
import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Cleanup;
import io.tandem.bench.harness.Cpus;
import io.tandem.bench.harness.OwnJvm;
import io.tandem.bench.harness.Plan;
import io.tandem.bench.harness.Suite;
import io.tandem.channel.SharedQueue;
import io.tandem.function.RemoteRunnable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Measures what bounds speak of, suite by suite, and once more what was found beyond its bound. */
final class Watchman {
    private static final Duration SLICE = Duration.ofMillis(10);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Cleanup cleanup;
    private final long measureNanos;
    private final long warmUpNanos;

    Watchman(final Cleanup cleanup, final Duration measure, final Duration warmUp) {
        this.cleanup = cleanup;
        this.measureNanos = measure.toNanos();
        this.warmUpNanos = warmUp.toNanos();
    }

    /** {@return what came out, in the order of the bounds} */
    List<Finding> look(final List<Bound> bounds, final int tries) throws InterruptedException {
        final Map<Bound, Finding> findings = new LinkedHashMap<>();
        List<Bound> open = bounds;
        for (int attempt = 1; attempt <= tries && !open.isEmpty(); attempt++) {
            for (final List<Bound> together : grouped(open)) {
                for (final Measured measured : measure(together)) {
                    findings.merge(
                            together.get(measured.bound()),
                            new Finding(together.get(measured.bound()), measured, attempt),
                            Watchman::combined);
                }
            }
            open = findings.values().stream()
                    .filter(finding -> finding.verdict() != Bound.Verdict.HELD
                            && finding.measured().note().isEmpty())
                    .map(Finding::bound)
                    .toList();
        }
        return bounds.stream().map(findings::get).toList();
    }

    private static Finding combined(final Finding before, final Finding now) {
        return new Finding(now.bound(), Finding.better(now.bound(), before.measured(), now.measured()), now.tries());
    }

    private static List<List<Bound>> grouped(final List<Bound> bounds) {
        return List.copyOf(bounds.stream()
                .collect(Collectors.groupingBy(Bound::suite, LinkedHashMap::new, Collectors.toList()))
                .values());
    }

    private List<Measured> measure(final List<Bound> bounds) throws InterruptedException {
        final String name = bounds.get(0).suite();
        // It travels, which not every list does.
        final List<Bound> wanted = new ArrayList<>(bounds);
        try (SharedQueue<Measured> found = SharedQueue.builder(Measured.class)
                .domain(cleanup.workplace().domain())
                .create()) {
            OwnJvm.run(
                    cleanup,
                    "guard-" + name,
                    name.equals(JmhGuarding.SUITE) ? byJmh(wanted, found) : bySuite(wanted, found));
            final List<Measured> all = new ArrayList<>();
            found.drainTo(all);
            if (all.size() != bounds.size()) {
                throw new BenchException(
                        all.size() + " figures came from the suite " + name + " for " + bounds.size() + " bounds");
            }
            return all;
        }
    }

    private static RemoteRunnable byJmh(final List<Bound> bounds, final SharedQueue<Measured> found) {
        return () -> found.putAll(JmhGuarding.measure(bounds));
    }

    private RemoteRunnable bySuite(final List<Bound> bounds, final SharedQueue<Measured> found) {
        final String suite = Suites.named(bounds.get(0).suite()).suite().getName();
        final long seed = ThreadLocalRandom.current().nextLong();
        final long measure = measureNanos;
        final long warmUp = warmUpNanos;
        return () -> found.putAll(Guarding.measure(
                Class.forName(suite).asSubclass(Suite.class),
                bounds,
                selected -> plan(selected, seed, warmUp, measure)));
    }

    private static Plan plan(
            final Guarding.Selected selected, final long seed, final long warmUpNanos, final long measureNanos) {
        return new Plan(
                selected,
                seed,
                Duration.ofNanos(warmUpNanos),
                Duration.ofNanos(measureNanos),
                SLICE,
                LIMIT,
                Cpus.any());
    }
}
