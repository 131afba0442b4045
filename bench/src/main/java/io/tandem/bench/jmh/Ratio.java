package io.tandem.bench.jmh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a benchmark stands to its baseline: pairs of forks that ran one right after the other, since the machine's pace changes.
 *
 * @param scores    of the benchmark, one a pair.
 * @param baselines of the other one, in the same order.
 */
public record Ratio(List<Score> scores, List<Score> baselines) {
    /** Keeps copies. */
    public Ratio {
        scores = List.copyOf(scores);
        baselines = List.copyOf(baselines);
        if (scores.isEmpty() || scores.size() != baselines.size()) {
            throw new IllegalArgumentException(
                    "a ratio needs pairs, not " + scores.size() + " scores and " + baselines.size() + " baselines");
        }
    }

    /** {@return the median of the pairs' ratios} Of an even number, the lower one of the middle. */
    public double value() {
        final List<Double> sorted = sorted();
        return sorted.get((sorted.size() - 1) / 2);
    }

    /** {@return the lowest of the pairs' ratios} */
    public double low() {
        return sorted().get(0);
    }

    /** {@return the highest of them} */
    public double high() {
        return sorted().get(scores.size() - 1);
    }

    private List<Double> sorted() {
        final List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            ratios.add(scores.get(i).value() / baselines.get(i).value());
        }
        Collections.sort(ratios);
        return ratios;
    }
}
