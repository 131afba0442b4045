package io.tandem.bench.guard;

import io.tandem.bench.FailureHandler;
import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Cleanup;
import io.tandem.bench.harness.Cpus;
import io.tandem.bench.harness.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command behind {@code bench/guard}. */
@Command(
        name = "bench/guard",
        description = {
            "Measures the few figures that matter, and compares them with the bounds in a file. A figure that is beyond its"
                    + " bound is measured again before it counts as lost.",
            "Exit code: 0 when all are held, 1 when one is lost, 2 when something was asked wrongly."
        },
        mixinStandardHelpOptions = true)
public final class GuardCommand implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init") // picocli sets it
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--bounds",
            paramLabel = "FILE",
            defaultValue = "${env:BENCH_HOME}/guard.toml",
            description = "The file of bounds. Default: bench/guard.toml.")
    private Path bounds = Path.of("guard.toml");

    @Option(
            names = "--ci",
            description = "For machines that others use too: only an allocation, or a figure twice as far off as its"
                    + " bound allows, is a failure. The rest is shown.")
    private boolean ci;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "9",
            description = "Time for each suite, less warm-up. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "MILLIS",
            defaultValue = "2500",
            description = "Time before that for each family of rows. Default: ${DEFAULT-VALUE}.")
    private long warmUp;

    @Option(
            names = "--tries",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often a figure is measured before it counts as lost. Default: ${DEFAULT-VALUE}.")
    private int tries;

    private GuardCommand() {}

    /** Runs the guard and exits. */
    public static void main(final String[] arguments) {
        System.exit(FailureHandler.handling(new CommandLine(new GuardCommand())).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(seconds > 0) || warmUp < 0 || tries < 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--seconds and --tries must be above 0, and --warm-up not below");
        }
        final List<Bound> all;
        try {
            all = Bounds.read(bounds);
        } catch (final NoSuchFileException e) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--bounds " + bounds + ": there is no such file", e);
        } catch (final BenchException | IOException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        final long started = System.nanoTime();
        final List<Finding> findings;
        try (Cleanup cleanup = Cleanup.begin(Cpus.any())) {
            final Watchman watchman =
                    new Watchman(cleanup, Duration.ofNanos((long) (seconds * 1e9)), Duration.ofMillis(warmUp));
            findings = watchman.look(all, tries);
        }
        final PrintWriter out = spec.commandLine().getOut();
        out.println(Machine.describe());
        out.println();
        out.print(GuardTable.of(findings));
        final long failures =
                findings.stream().filter(finding -> finding.isFailure(ci)).count();
        out.printf(
                Locale.ROOT,
                "%n%d of %d bounds held, %d %s; %d s%n",
                findings.stream()
                        .filter(finding -> finding.verdict() == Bound.Verdict.HELD)
                        .count(),
                findings.size(),
                failures,
                failures == 1 ? "failure" : "failures",
                Duration.ofNanos(System.nanoTime() - started).toSeconds());
        out.flush();
        return failures == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
