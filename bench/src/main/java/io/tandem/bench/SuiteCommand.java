package io.tandem.bench;

import io.tandem.bench.harness.Cpus;
import io.tandem.bench.harness.Plan;
import io.tandem.bench.harness.Report;
import io.tandem.bench.harness.Runner;
import io.tandem.bench.harness.Selection;
import io.tandem.bench.harness.Suite;
import io.tandem.bench.report.Json;
import io.tandem.bench.report.Results;
import io.tandem.bench.report.RunInfo;
import io.tandem.bench.report.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command that measures one suite, with the options that all of them have. */
@Command(mixinStandardHelpOptions = true)
final class SuiteCommand implements Callable<Integer> {
    private static final long FULL_WARM_UP_MILLIS = 4000;
    private static final long QUICK_WARM_UP_MILLIS = 1500;

    private final Class<? extends Suite> suite;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--quick", description = "A first look: less time, larger spreads.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write one object for each row to a file.")
    private @Nullable Path json;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Also write a page, the rows, histograms and charts into a directory.")
    private @Nullable Path results;

    @Option(
            names = "--pin",
            paramLabel = "A,B",
            split = ",",
            description = "Processors for the measuring threads of the first and the second process.")
    private int @Nullable [] pin;

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            defaultValue = "",
            description =
                    "Only rows whose name contains this text, or whose family's does; progress messages tell families.")
    private String only = "";

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the order of slices. By default a new one.")
    private @Nullable Long seed;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description =
                    "Time to measure for, less warm-up. By default what the suite needs; with --quick a fraction of that.")
    private @Nullable Double seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "MILLIS",
            description = "Time before that for each family of up to eight subjects. Default: " + FULL_WARM_UP_MILLIS
                    + ", quick: " + QUICK_WARM_UP_MILLIS + ".")
    private @Nullable Long warmUp;

    @Option(
            names = "--slice",
            paramLabel = "MILLIS",
            defaultValue = "10",
            description = "Length of one slice. Default: ${DEFAULT-VALUE}.")
    private long slice;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long the second process may take to answer. Default: ${DEFAULT-VALUE}.")
    private long limit;

    SuiteCommand(final Class<? extends Suite> suite) {
        this.suite = suite;
    }

    @Override
    public Integer call() throws IOException {
        checkFiles();
        final Plan plan = plan();
        final RunInfo info = RunInfo.of(plan);
        final PrintWriter out = spec.commandLine().getOut();
        final PrintWriter err = spec.commandLine().getErr();
        final Report report = Runner.run(suite, plan, family -> {
            err.println("measuring: " + family);
            err.flush();
        });
        if (report.results().isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--only " + only + " leaves nothing: neither a row's name nor a family's contains it");
        }
        info.lines().forEach(out::println);
        out.println();
        out.print(Table.of(report));
        out.flush();
        if (results != null) {
            Results.write(results, spec.name(), info, report);
        }
        if (json != null) {
            Files.writeString(json, Json.of(report.results()));
        }
        return CommandLine.ExitCode.OK;
    }

    /** Now, not when everything has been measured. */
    private void checkFiles() {
        if (json != null && !Files.isDirectory(json.toAbsolutePath().getParent())) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--json " + json + ": there is no directory "
                            + json.toAbsolutePath().getParent());
        }
        if (results != null && Files.exists(results) && !Files.isDirectory(results)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--results " + results + " is a file, and a directory is needed");
        }
    }

    private Plan plan() {
        if (pin != null && pin.length != 2) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--pin takes two processors, such as --pin 0,1; got " + pin.length + " of them");
        }
        if (pin != null && !Cpus.areThere(pin)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--pin " + pin[0] + "," + pin[1] + ": this process may run on " + Cpus.all());
        }
        if (slice < 1 || slice > 1000) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--slice takes 1 to 1000 milliseconds, 5 to 50 are sensible; got " + slice);
        }
        final Suite instance = Suite.instance(suite);
        final double measure = seconds != null ? seconds : quick ? instance.quickSeconds() : instance.seconds();
        final long warm = warmUp != null ? warmUp : quick ? QUICK_WARM_UP_MILLIS : FULL_WARM_UP_MILLIS;
        if (!(measure > 0) || warm < 0 || limit < 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--seconds and --limit must be above 0, and --warm-up not below");
        }
        return new Plan(
                Selection.containing(only),
                seed != null ? seed : ThreadLocalRandom.current().nextLong(),
                Duration.ofMillis(warm),
                Duration.ofNanos((long) (measure * 1e9)),
                Duration.ofMillis(slice),
                Duration.ofSeconds(limit),
                pin == null ? Cpus.any() : Cpus.bound(pin[0], pin[1]));
    }
}
