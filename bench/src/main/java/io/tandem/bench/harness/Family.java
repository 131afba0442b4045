package io.tandem.bench.harness;

import java.util.List;

/**
 * Subjects that are measured in the same rounds, since rows compare them with each other.
 *
 * @param name     for progress messages.
 * @param share    of the whole time of the run, relative to other families.
 * @param subjects all that its rows refer to.
 * @param rows     of the table.
 */
public record Family(String name, double share, List<Subject> subjects, List<Row> rows) {
    /** Checks that every row's subjects take part. */
    public Family {
        subjects = List.copyOf(subjects);
        rows = List.copyOf(rows);
        for (final Row row : rows) {
            if (!subjects.contains(row.subject()) || (row.against() != null && !subjects.contains(row.against()))) {
                throw new IllegalArgumentException("the row \"" + row.name() + "\" compares subjects that the family \""
                        + name + "\" doesn't have");
            }
        }
    }
}
