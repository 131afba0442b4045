package io.tandem.bench.harness;

import io.tandem.function.RemoteRunnable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * Measures a suite: all subjects of a family in turn, round by round, in an order that changes, each slice between two
 * reference figures.
 */
public final class Runner {
    private static final int ROUNDS_PER_DISTRIBUTION = 4;
    private static final double SUBJECTS_PER_WARM_UP = 8;
    private static final int MOST_LAPS = 1 << 17;
    private static final int FEWEST_OPERATIONS = Laps.LONG;
    private static final double MOST_STRETCH = 8;
    private static final int MOST_OPERATIONS = 1 << 22;
    // Percentiles of a schedule need many messages.
    private static final int SLICES_OF_PACED = 6;
    private static final long REFERENCE_NANOS = 1_000_000;
    private static final int REFERENCE_PIECE = 16 * Laps.LONG;

    private final Driver driver;
    private final Plan plan;
    private final Random random;
    private final Consumer<String> progress;
    private final Laps laps = new Laps(MOST_LAPS);
    private final Histogram histogram = new Histogram(Lane.HIGHEST_NANOS, Lane.DIGITS);
    private final List<Double> references = new ArrayList<>();
    private final List<Distribution> distributions = new ArrayList<>();
    private int round;

    private Runner(final Driver driver, final Plan plan, final Consumer<String> progress) {
        this.driver = driver;
        this.plan = plan;
        this.random = new Random(plan.seed());
        this.progress = progress;
    }

    /**
     * Runs a suite in this process and a new one, which is gone when this returns.
     *
     * @param suite    class of what to measure.
     * @param plan     how.
     * @param progress told what happens.
     * @return what was found.
     * @throws IOException if the files of the run can't be made.
     */
    public static Report run(final Class<? extends Suite> suite, final Plan plan, final Consumer<String> progress)
            throws IOException {
        final String name = suite.getName();
        final Cpus cpus = plan.cpus();
        return run(suite, directory -> serving(directory, name, cpus), plan, progress);
    }

    // Numbers travel, a record of them need not.
    private static RemoteRunnable serving(final String directory, final String suite, final Cpus cpus) {
        final int first = cpus.first();
        final int second = cpus.second();
        final boolean bound = cpus.bound();
        return () -> Peer.serve(directory, suite, new Cpus(first, second, bound));
    }

    static Report run(
            final Class<? extends Suite> suite,
            final Function<String, RemoteRunnable> peer,
            final Plan plan,
            final Consumer<String> progress)
            throws IOException {
        try (Cleanup cleanup = Cleanup.begin(plan.cpus())) {
            final RemoteRunnable target =
                    peer.apply(cleanup.workplace().directory().toString());
            try (Driver driver = cleanup.watch(Driver.start(cleanup.workplace(), target, plan))) {
                final Report report = new Runner(driver, plan, progress)
                        .measure(Suite.instance(suite).families());
                driver.end();
                return report;
            }
        }
    }

    private Report measure(final List<Family> families) {
        final long started = System.nanoTime();
        final double shares = families.stream()
                .filter(family -> !wanted(family).isEmpty())
                .mapToDouble(Family::share)
                .sum();
        final List<Result> results = new ArrayList<>();
        int index = 0;
        for (final Family family : families) {
            final List<Row> rows = wanted(family);
            if (!rows.isEmpty()) {
                progress.accept(family.name());
                final long time = (long) (plan.measure().toNanos() * family.share() / shares);
                final Map<Subject, String> missing = new HashMap<>();
                final List<Lane> lanes = lanes(family, rows, index, missing);
                final Map<Subject, List<Sample>> samples = measure(family, lanes, time);
                final Map<Subject, Histogram> times =
                        lanes.stream().collect(Collectors.toMap(lane -> lane.subject, lane -> lane.times));
                rows.forEach(row -> results.add(Result.of(row, samples, times, missing)));
            }
            index += family.subjects().size();
        }
        return new Report(results, references, distributions, System.nanoTime() - started);
    }

    private List<Row> wanted(final Family family) {
        return family.rows().stream()
                .filter(row -> plan.selection().includes(family, row))
                .toList();
    }

    /** Those that the rows refer to and that can be measured here. */
    private List<Lane> lanes(
            final Family family, final List<Row> rows, final int firstIndex, final Map<Subject, String> missing) {
        final List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < family.subjects().size(); i++) {
            final Subject subject = family.subjects().get(i);
            if (rows.stream().anyMatch(row -> row.subject() == subject || row.against() == subject)) {
                final String why = driver.missing(subject);
                if (why == null) {
                    lanes.add(new Lane(firstIndex + i, subject));
                } else {
                    missing.put(subject, why);
                }
            }
        }
        return lanes;
    }

    private Map<Subject, List<Sample>> measure(final Family family, final List<Lane> lanes, final long nanos) {
        final Map<Subject, List<Sample>> samples = new HashMap<>();
        if (lanes.isEmpty()) {
            return samples;
        }
        final long warmUp = (long) (plan.warmUp().toNanos() * Math.max(1, lanes.size() / SUBJECTS_PER_WARM_UP));
        // Distributions at least once, where there are any.
        final int fewest = lanes.stream().anyMatch(Runner::hasDistribution) ? ROUNDS_PER_DISTRIBUTION : 1;
        for (int opening = 0; opening < family.openings(); opening++) {
            driver.enterRoom();
            for (final Lane lane : lanes) {
                if (opening == 0 || !lane.subject.isOpenedOnce()) {
                    driver.open(lane.index, lane.subject);
                }
            }
            rounds(lanes, opening == 0 ? warmUp : 0, 1, false);
            rounds(lanes, nanos / family.openings(), opening == 0 ? fewest : 1, true);
            for (final Lane lane : lanes) {
                if (opening == family.openings() - 1 || !lane.subject.isOpenedOnce()) {
                    driver.close(lane.index, lane.subject);
                }
            }
        }
        for (final Lane lane : lanes) {
            samples.put(lane.subject, lane.samples);
            if (lane.times.getTotalCount() > 0) {
                distributions.add(new Distribution(family.name(), lane.subject.name(), lane.times));
            }
        }
        return samples;
    }

    private void rounds(final List<Lane> lanes, final long nanos, final int fewest, final boolean counts) {
        lanes.forEach(lane -> lane.counts(counts));
        final List<Lane> order = new ArrayList<>(lanes);
        final long end = System.nanoTime() + nanos;
        for (int done = 0; done < fewest || System.nanoTime() < end; done++, round++) {
            Collections.shuffle(order, random);
            final boolean distribution = done % ROUNDS_PER_DISTRIBUTION == ROUNDS_PER_DISTRIBUTION - 1;
            double before = reference();
            for (final Lane lane : order) {
                final boolean single = distribution && hasDistribution(lane);
                final Map<Metric, Double> figures = slice(lane, single);
                final double disturbance = disturbance(lane);
                final double after = reference();
                lane.add(new Sample(round, before, after, disturbance, figures));
                if (counts) {
                    references.add(after);
                }
                before = after;
            }
        }
    }

    private static boolean hasDistribution(final Lane lane) {
        return lane.subject.kind() == Subject.Kind.ROUND_TRIP && lane.subject.fewest() >= Laps.LONG;
    }

    private double disturbance(final Lane lane) {
        return Machine.hasRoomFor(lane.subject) ? driver.waited() / (double) driver.elapsed() : 0;
    }

    // In pieces: where other work takes a processor, a round trip may take milliseconds, and a fixed number of them
    // minutes.
    private double reference() {
        final List<Double> pieces = new ArrayList<>();
        final long end = System.nanoTime() + REFERENCE_NANOS;
        do {
            driver.reference(REFERENCE_PIECE, laps);
            pieces.add(laps.medianNanos());
        } while (System.nanoTime() < end);
        return Statistics.median(pieces);
    }

    private Map<Metric, Double> slice(final Lane lane, final boolean single) {
        if (lane.subject.kind() == Subject.Kind.PACED) {
            return paced(lane);
        }
        final int lap = Math.min(Laps.LONG, lane.subject.fewest());
        final int operations =
                operations(plan.slice().toNanos(), lane.nanosPerOperation(single), lap, lane.subject.fewest());
        driver.slice(lane.index, lane.subject, operations, laps, single ? 1 : lap);
        // Without the time that other work took: else a busy machine would make slices too short to tell anything.
        final double lost = Machine.hasRoomFor(lane.subject) ? 2.0 * driver.waited() : 0;
        final double ran = Math.max(driver.elapsed() - lost, driver.elapsed() / MOST_STRETCH);
        lane.took(single, ran / operations);
        return single ? distribution(lane) : figures(lane.subject.kind(), operations);
    }

    /** As many messages as are due in a longer slice, however long they take. */
    private Map<Metric, Double> paced(final Lane lane) {
        final double due = SLICES_OF_PACED * plan.slice().toNanos() * 1e-9 * lane.subject.rate();
        final int operations = (int) Math.max(FEWEST_OPERATIONS, Math.min(due, MOST_LAPS));
        driver.slice(lane.index, lane.subject, operations, laps, 1);
        readTimes();
        if (disturbance(lane) <= Metric.LATENCY_999.mostDisturbance()) {
            lane.add(histogram);
        }
        final Map<Metric, Double> figures = new EnumMap<>(Metric.class);
        figures.put(Metric.LATENCY_50, Percentiles.of(histogram, 50));
        figures.put(Metric.LATENCY_99, Percentiles.of(histogram, 99));
        figures.put(Metric.LATENCY_MAX, (double) histogram.getMaxValue());
        figures.put(Metric.ACHIEVED, operations * 1e9 / driver.elapsed());
        figures.put(Metric.ALLOCATION, (double) driver.allocated() / operations);
        return figures;
    }

    private void readTimes() {
        histogram.reset();
        laps.addTo(histogram);
    }

    private Map<Metric, Double> distribution(final Lane lane) {
        readTimes();
        // As in the table: what other work on the machine did says nothing of the subject.
        if (disturbance(lane) <= Metric.ROUND_TRIP_99.mostDisturbance()) {
            lane.add(histogram);
        }
        final Map<Metric, Double> figures = new EnumMap<>(Metric.class);
        figures.put(Metric.ROUND_TRIP_50, (double) histogram.getValueAtPercentile(50));
        figures.put(Metric.ROUND_TRIP_99, (double) histogram.getValueAtPercentile(99));
        figures.put(Metric.ROUND_TRIP_999, (double) histogram.getValueAtPercentile(99.9));
        return figures;
    }

    private Map<Metric, Double> figures(final Subject.Kind kind, final int operations) {
        final Map<Metric, Double> figures = new EnumMap<>(Metric.class);
        figures.put(Metric.ALLOCATION, (double) driver.allocated() / operations);
        switch (kind) {
            case ROUND_TRIP -> figures.put(Metric.ROUND_TRIP, laps.medianNanos());
            case OPERATION -> figures.put(Metric.OPERATION, laps.medianNanos());
            case STREAM -> figures.put(Metric.THROUGHPUT, operations * 1e9 / driver.elapsed());
            case PACED -> throw new IllegalStateException("a paced slice tells other figures");
        }
        return figures;
    }

    /** A whole number of laps, or as few as the subject can do with. */
    private static int operations(final long nanos, final double nanosPerOperation, final int lap, final int fewest) {
        final double wanted = Double.isNaN(nanosPerOperation) ? fewest : nanos / nanosPerOperation;
        return Math.max(fewest, (int) Math.min(wanted, MOST_OPERATIONS) / lap * lap);
    }
}
