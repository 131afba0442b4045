package io.tandem.bench.harness;

/** A subject whose second half throws while the first one waits for it. */
final class FailingSubject implements Subject {
    private Halt halt = new Halt();

    @Override
    public String name() {
        return "failing";
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }

    @Override
    public void openFirst(final Workplace workplace) {
        halt = workplace.halt();
    }

    @Override
    public void openSecond(final Workplace workplace) {}

    @Override
    @SuppressWarnings("InfiniteLoopStatement") // the halt ends it
    public void first(final int operations, final Laps laps) {
        while (true) {
            halt.spin();
        }
    }

    @Override
    public void second(final int operations) {
        throw new IllegalStateException("the second half is broken");
    }

    @Override
    public void close() {}
}
