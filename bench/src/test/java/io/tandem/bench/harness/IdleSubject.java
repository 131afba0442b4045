package io.tandem.bench.harness;

/** A subject that does nothing. */
public final class IdleSubject implements Subject {
    private final String name;

    public IdleSubject(final String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.OPERATION;
    }

    @Override
    public int rate() {
        return 100_000;
    }

    @Override
    public void openFirst(final Workplace workplace) {}

    @Override
    public void openSecond(final Workplace workplace) {}

    @Override
    public void first(final int operations, final Laps laps) {
        for (int left = operations; left > 0; left -= laps.size()) {
            laps.lap();
        }
    }

    @Override
    public void second(final int operations) {}

    @Override
    public void close() {}
}
