package io.tandem.bench.report;

import io.tandem.bench.harness.Report;
import io.tandem.bench.harness.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Results as a page: a table, the charts, and what the figures depend on. */
final class Markdown {
    private Markdown() {}

    static String of(final String name, final RunInfo info, final Report report, final List<Path> charts) {
        return "## " + name + "\n\n" + table(report) + "\n"
                + charts.stream()
                        .map(chart -> "![" + chart.getFileName() + "](" + chart.getFileName() + ")\n\n")
                        .collect(Collectors.joining())
                + info.lines().stream().map(line -> "- " + escaped(line) + "\n").collect(Collectors.joining())
                + Table.skipped(report)
                        .map(reason -> "- " + escaped(reason) + "\n")
                        .collect(Collectors.joining())
                + Table.trust(report).map(line -> "- " + escaped(line) + "\n").collect(Collectors.joining());
    }

    private static String table(final Report report) {
        final StringBuilder text =
                new StringBuilder(line(Table.HEAD)).append("|---|---|---:|---|---:|---|---:|---|---|\n");
        for (final Result result : report.results()) {
            text.append(line(Table.line(result)));
        }
        return text.toString();
    }

    private static String line(final List<String> cells) {
        return cells.stream().map(Markdown::escaped).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String escaped(final String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("*", "\\*");
    }
}
