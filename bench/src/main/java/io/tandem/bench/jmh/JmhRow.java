package io.tandem.bench.jmh;

import io.tandem.bench.harness.BenchException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One JMH benchmark for programs, such as the guard: run in a JVM of its own, which is gone afterwards, as is the peer that it
 * starts. What JMH says meanwhile is kept, and told when it fails.
 *
 * @param benchmark  its class and method, as JMH lists it.
 * @param parameters of the benchmark, where it has more than one value for them.
 */
public record JmhRow(String benchmark, Map<String, String> parameters) {
    /** A queue between two JVMs, two threads a side. */
    public static final JmhRow QUEUE_2P2C = twoConsumers(QueueStreamBenchmark.class, "twoProducers");
    /**
     * The JDK's queue of like semantics (bounded, first in first out, one lock, blocking) between as many threads of one JVM,
     * to compare the former with. As many threads share the processors, so a faster machine raises both. It is steady, though,
     * where some forks of the former, on two processors, ran at half of their pace or less from start to end: bounds of the ratio
     * leave room for that, or look at the best of several pairs ({@link Ratio#high}).
     */
    public static final JmhRow THREADS_2P2C = twoConsumers(ThreadStreamBenchmark.class, "twoProducers");

    private static final int WARM_UP_ITERATIONS = 8;
    private static final int ITERATIONS = 4;
    // More than what a peer may take to start and to end.
    private static final Duration OVERTIME = Duration.ofSeconds(90);

    static {
        // The lock of JMH makes the second run on a machine fail at once. A row that is compared with another stands
        // that.
        System.setProperty("jmh.ignoreLock", "true");
        Forks.endWithThisJvm();
    }

    /** Keeps a copy. */
    public JmhRow {
        parameters = Map.copyOf(parameters);
    }

    private static JmhRow twoConsumers(final Class<?> benchmark, final String method) {
        return new JmhRow(benchmark.getName() + "." + method, Map.of("consumers", "2"));
    }

    /**
     * Runs it once. The start of its JVMs adds some 1.7 seconds.
     *
     * @param time of warm-up (two thirds) and measurement. Two JVMs that share two processors need 1.6 seconds or more until
     *             they are warm.
     * @return what it gave.
     * @throws BenchException if it failed, or took 90 seconds longer, with its story; in the latter case, its JVMs' threads
     *                        are part of that.
     */
    public Score run(final Duration time) {
        return run(time, time.plus(OVERTIME));
    }

    Score run(final Duration time, final Duration limit) {
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        final ForkLimit fork = ForkLimit.begin(limit);
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            final RunResult result = new Runner(
                            options(time), OutputFormatFactory.createFormatInstance(out, VerboseMode.NORMAL))
                    .runSingle();
            final Result<?> primary = result.getPrimaryResult();
            return new Score(primary.getScore(), primary.getScoreError(), primary.getScoreUnit());
        } catch (final RunnerException e) {
            throw new BenchException(
                    benchmark + " "
                            + fork.hang()
                                    .map(hang -> hang + System.lineSeparator())
                                    .orElse("failed: ")
                            + Failures.words(e)
                            + System.lineSeparator()
                            + said.toString(StandardCharsets.UTF_8).strip(),
                    e);
        } finally {
            fork.close();
        }
    }

    private Options options(final Duration time) {
        final TimeValue iteration = TimeValue.nanoseconds(
                time.dividedBy(WARM_UP_ITERATIONS + ITERATIONS).toNanos());
        final OptionsBuilder options = new OptionsBuilder();
        options.include("^" + Pattern.quote(benchmark) + "$")
                .forks(1)
                .warmupIterations(WARM_UP_ITERATIONS)
                .warmupTime(iteration)
                .measurementIterations(ITERATIONS)
                .measurementTime(iteration)
                .shouldFailOnError(true);
        parameters.forEach(options::param);
        return options.build();
    }

    /**
     * Runs it and a baseline in turn. Three pairs of 2.4 seconds take some 20 seconds.
     *
     * @param baseline to compare it with, within one JVM.
     * @param pairs    how often, 1 or more; an odd number has a middle.
     * @param time     of each run, as in {@link #run}; the baseline gets half of it, since no other JVM warms up.
     * @return the scores, pair by pair.
     * @throws BenchException if one failed, with its story.
     */
    public Ratio against(final JmhRow baseline, final int pairs, final Duration time) {
        final List<Score> scores = new ArrayList<>();
        final List<Score> baselines = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            baselines.add(baseline.run(time.dividedBy(2)));
            scores.add(run(time));
        }
        return new Ratio(scores, baselines);
    }
}
