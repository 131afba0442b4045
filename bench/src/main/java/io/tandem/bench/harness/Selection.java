package io.tandem.bench.harness;

/** Which rows of a suite are measured. */
@FunctionalInterface
public interface Selection {
    /** Every row. */
    Selection ALL = (family, row) -> true;

    /** {@return the rows whose name contains a text, and those of families whose name does} */
    static Selection containing(final String text) {
        return (family, row) -> family.name().contains(text) || row.name().contains(text);
    }

    /** {@return whether a row is measured} */
    boolean includes(Family family, Row row);
}
