package io.tandem.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Lines of cells, each column as wide as its widest. */
public final class Columns {
    private final int[] numbers;

    /**
     * A layout.
     *
     * @param numbers places of the columns that end at their right edge.
     */
    public Columns(final int... numbers) {
        this.numbers = Arrays.copyOf(numbers, numbers.length);
    }

    /** {@return the lines, ended} */
    public String aligned(final List<List<String>> lines) {
        final int[] widths = new int[lines.get(0).size()];
        for (final List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        final StringBuilder text = new StringBuilder();
        for (final List<String> line : lines) {
            final StringBuilder one = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                final int column = i;
                final boolean right = IntStream.of(numbers).anyMatch(number -> number == column);
                final String padding = " ".repeat(widths[i] - line.get(i).length());
                one.append(right ? padding : "")
                        .append(line.get(i))
                        .append(right ? "" : padding)
                        .append("  ");
            }
            text.append(one.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
