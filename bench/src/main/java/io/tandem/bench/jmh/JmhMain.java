package io.tandem.bench.jmh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The command behind {@code bench/jmh}: JMH's own, but that it fails when a benchmark does, and leaves no process. */
public final class JmhMain {
    private static final String LIST = "--list";
    private static final String QUICK = "--quick";
    private static final int QUICK_ITERATIONS = 3;
    private static final TimeValue QUICK_TIME = TimeValue.milliseconds(500);

    private JmhMain() {}

    /** Runs benchmarks and exits: 0 when they ran, 1 when one failed, 2 when it was asked wrongly. */
    public static void main(final String[] arguments) throws IOException {
        final List<String> words = new ArrayList<>(List.of(arguments));
        final boolean quick = words.removeIf(QUICK::equals);
        if (words.removeIf(LIST::equals) || words.isEmpty()) {
            words.clear();
            words.add("-lp");
        }
        Forks.endWithThisJvm();
        try {
            final String[] left = words.toArray(String[]::new);
            final CommandLineOptions line = new CommandLineOptions(left);
            if (line.shouldHelp()
                    || line.shouldList()
                    || line.shouldListWithParams()
                    || line.shouldListProfilers()
                    || line.shouldListResultFormats()) {
                Main.main(left);
            } else {
                new Runner(options(line, quick)).run();
            }
        } catch (final CommandLineOptionException e) {
            end(2, Failures.words(e));
        } catch (final NoBenchmarksException e) {
            end(2, "no benchmark's name matches; --list shows them");
        } catch (final RunnerException e) {
            end(1, Failures.words(e));
        }
    }

    private static void end(final int status, final String why) {
        System.err.println("bench/jmh: " + why);
        System.exit(status);
    }

    /** What the line doesn't say. */
    private static Options options(final CommandLineOptions line, final boolean quick) {
        final OptionsBuilder options = new OptionsBuilder();
        options.parent(line);
        if (!line.shouldFailOnError().hasValue()) {
            options.shouldFailOnError(true);
        }
        if (!quick) {
            return options.build();
        }
        if (!line.getForkCount().hasValue()) {
            options.forks(1);
        }
        if (!line.getWarmupIterations().hasValue()) {
            options.warmupIterations(QUICK_ITERATIONS);
        }
        if (!line.getWarmupTime().hasValue()) {
            options.warmupTime(QUICK_TIME);
        }
        if (!line.getMeasurementIterations().hasValue()) {
            options.measurementIterations(QUICK_ITERATIONS);
        }
        if (!line.getMeasurementTime().hasValue()) {
            options.measurementTime(QUICK_TIME);
        }
        return options.build();
    }
}
