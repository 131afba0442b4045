package io.tandem.bench.report;

import io.tandem.bench.harness.Machine;
import io.tandem.bench.harness.Plan;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * What a run's figures depend on, a line each.
 *
 * @param lines of text.
 */
public record RunInfo(List<String> lines) {
    /** Set by the script, which knows the tree. */
    private static final String COMMIT = "BENCH_COMMIT";

    /** Copies the lines. */
    public RunInfo {
        lines = List.copyOf(lines);
    }

    /** {@return what is known of this run} */
    public static RunInfo of(final Plan plan) {
        return new RunInfo(List.of(
                Machine.describe(),
                "flags of both JVMs: " + String.join(" ", Machine.jvmFlags()),
                String.format(
                        Locale.ROOT,
                        "pinned: %s; seed %d; %d ms slices",
                        plan.cpus().bound()
                                ? plan.cpus().first() + "," + plan.cpus().second()
                                : "no",
                        plan.seed(),
                        plan.slice().toMillis()),
                "commit " + Objects.requireNonNullElse(System.getenv(COMMIT), "unknown") + "; "
                        + Instant.now().truncatedTo(ChronoUnit.SECONDS)));
    }
}
