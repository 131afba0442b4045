package io.tandem.bench.harness;

/** What somebody might look for, and another library doesn't have. */
public final class NotOffered implements Subject {
    private final String name;
    private final String why;

    /**
     * Something that isn't there.
     *
     * @param name as it stands in the table.
     * @param why  not.
     */
    public NotOffered(final String name, final String why) {
        this.name = name;
        this.why = why;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String missing() {
        return why;
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }

    @Override
    public void openFirst(final Workplace workplace) {
        throw new IllegalStateException(why);
    }

    @Override
    public void first(final int operations, final Laps laps) {
        throw new IllegalStateException(why);
    }

    @Override
    public void close() {}
}
