package io.tandem.bench.guard;

import io.tandem.bench.report.Columns;
import io.tandem.bench.report.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What the guard prints. */
final class GuardTable {
    private static final List<String> HEAD =
            List.of("suite", "row", "metric", "against", "found", "spread", "bound", "tries", "");
    private static final Columns COLUMNS = new Columns(4, 7);

    private GuardTable() {}

    static String of(final List<Finding> findings) {
        final List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        findings.forEach(finding -> lines.add(line(finding)));
        final StringBuilder text = new StringBuilder(COLUMNS.aligned(lines));
        findings.stream()
                .map(finding -> finding.measured().note())
                .filter(note -> !note.isEmpty())
                .distinct()
                .forEach(note -> text.append("\nnot measured: ").append(note).append('\n'));
        return text.toString();
    }

    private static List<String> line(final Finding finding) {
        final Bound bound = finding.bound();
        final Measured measured = finding.measured();
        return List.of(
                bound.suite(),
                bound.row(),
                bound.metric(),
                Objects.requireNonNullElse(bound.against(), ""),
                Figures.ratio(measured.figure()),
                bound.isExact() ? "" : Figures.ratio(measured.low()) + " .. " + Figures.ratio(measured.high()),
                bound.toString(),
                Integer.toString(finding.tries()),
                finding.verdict().toString());
    }
}
