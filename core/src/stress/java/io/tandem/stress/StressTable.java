package io.tandem.stress;

import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.StateCase;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.runners.TestList;

/** Prints one table of a run of jcstress, and fails unless all real tests are clean and all weakened ones aren't. */
public final class StressTable {
    private StressTable() {}

    /** What one test has shown, in all its runs. */
    private static final class Row {
        private long samples;
        private long wrong;
        private String failure = "";

        void add(final TestResult result, final TestInfo info) {
            if (result.status() != Status.NORMAL) {
                failure = result.status() + " " + String.join(" ", result.getMessages());
            }
            for (final String outcome : result.getStateKeys()) {
                samples += result.getCount(outcome);
                if (expected(info, outcome) != Expect.ACCEPTABLE) {
                    wrong += result.getCount(outcome);
                }
            }
        }

        private static Expect expected(final TestInfo info, final String outcome) {
            for (final StateCase known : info.cases()) {
                if (known.matches(outcome)) {
                    return known.expect();
                }
            }
            return info.unmatched().expect();
        }

        boolean isRight(final boolean weak) {
            return failure.isEmpty() && samples > 0 && weak == wrong > 0;
        }
    }

    /**
     * Reads the file of results that jcstress has written.
     *
     * @param arguments its path without the {@code .bin.gz}, and how many tests there should be, 0 if that isn't known.
     */
    public static void main(final String[] arguments) throws Exception {
        final InProcessCollector results = new InProcessCollector();
        final DiskReadCollector file = new DiskReadCollector(arguments[0], results);
        file.dump();
        file.close();
        final Map<String, Row> rows = new TreeMap<>();
        for (final TestResult result : results.getTestResults()) {
            rows.computeIfAbsent(result.getName(), name -> new Row()).add(result, TestList.getInfo(result.getName()));
        }
        boolean right = rows.size() >= Integer.parseInt(arguments[1]);
        System.out.printf("%-44s %14s %12s  %s%n", "test", "samples", "wrong", "");
        for (final Map.Entry<String, Row> entry : rows.entrySet()) {
            final String name = entry.getKey()
                    .substring(entry.getKey().lastIndexOf('.', entry.getKey().lastIndexOf('.') - 1) + 1);
            final boolean weak = name.contains(".Weak");
            final Row row = entry.getValue();
            System.out.printf("%-44s %14d %12d  %s%n", name, row.samples, row.wrong, verdict(row, weak));
            right &= row.isRight(weak);
        }
        if (rows.size() < Integer.parseInt(arguments[1])) {
            System.out.println("WRONG: " + rows.size() + " tests have a result, of " + arguments[1]);
        }
        System.exit(right ? 0 : 1);
    }

    private static String verdict(final Row row, final boolean weak) {
        if (row.isRight(weak)) {
            return "ok";
        }
        if (!row.failure.isEmpty()) {
            return "WRONG: " + row.failure;
        }
        return weak ? "WRONG: shows no error, and so its twin proves nothing" : "WRONG: a forbidden outcome";
    }
}
