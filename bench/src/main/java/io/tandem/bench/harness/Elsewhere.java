package io.tandem.bench.harness;

/** What processes or threads other than the two that measure do, started for it: the first half sees to it, and has no second one. */
public abstract class Elsewhere implements Subject {
    private final String name;
    private final Kind kind;
    private final int fewest;

    /**
     * A subject.
     *
     * @param name   as it stands in the table.
     * @param kind   what a slice tells.
     * @param fewest operations that a slice has at least.
     */
    protected Elsewhere(final String name, final Kind kind, final int fewest) {
        this.name = name;
        this.kind = kind;
        this.fewest = fewest;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Kind kind() {
        return kind;
    }

    @Override
    public final int fewest() {
        return fewest;
    }

    @Override
    public final boolean isElsewhere() {
        return true;
    }
}
