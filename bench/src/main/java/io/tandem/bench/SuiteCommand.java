package io.tandem.bench;

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
    private final Class<? extends Suite> suite;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private final MeasuringOptions options = new MeasuringOptions();

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Also write a page, the rows, histograms and charts into a directory.")
    private @Nullable Path results;

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
        options.check();
        if (results != null && Files.exists(results) && !Files.isDirectory(results)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--results " + results + " is a file, and a directory is needed");
        }
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
        options.writeJson(Json.of(report.results()));
        return CommandLine.ExitCode.OK;
    }

    private Plan plan() {
        if (limit < 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--limit takes a second or more; got " + limit);
        }
        final Suite instance = Suite.instance(suite);
        final double own = options.isQuick() ? instance.quickSeconds() : instance.seconds();
        return new Plan(
                Selection.containing(only),
                seed != null ? seed : ThreadLocalRandom.current().nextLong(),
                Duration.ofMillis(options.warmUpMillis()),
                Duration.ofNanos((long) (options.seconds(own) * 1e9)),
                Duration.ofMillis(options.sliceMillis()),
                Duration.ofSeconds(limit),
                options.cpus());
    }
}
