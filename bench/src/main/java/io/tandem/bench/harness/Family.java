package io.tandem.bench.harness;

import java.util.List;

/**
 * Subjects that are measured in the same rounds, since rows compare them with each other.
 *
 * @param name     for progress messages.
 * @param share    of the whole time of the run, relative to other families.
 * @param openings how often its subjects are opened during its time, and closed again: where a mapping happens to lie can
 *                 decide by a third how fast it is, for as long as it lasts.
 * @param subjects all that its rows refer to.
 * @param rows     of the table.
 */
public record Family(String name, double share, int openings, List<Subject> subjects, List<Row> rows) {
    /** As often as mappings are made anew where cache lines decide. Odd, so that a median is one that was seen. */
    public static final int OPENINGS = 5;

    /** One whose subjects are opened once. */
    public Family(final String name, final double share, final List<Subject> subjects, final List<Row> rows) {
        this(name, share, 1, subjects, rows);
    }

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
