package io.tandem.bench.harness;

import java.util.List;

/**
 * A picture of several rows' values.
 *
 * @param file   the name of its file, without an ending.
 * @param title  what it shows.
 * @param across what its horizontal axis tells.
 * @param steps  the names of the places on the horizontal axis, from 0 on; without any, it is a logarithmic scale of powers of two.
 */
public record Chart(String file, String title, String across, List<String> steps) {
    /** Copies the steps. */
    public Chart {
        steps = List.copyOf(steps);
    }
}
