package io.tandem.wait.internal;

import java.util.function.BooleanSupplier;

/** Something to wait for, made of a word and a condition. */
final class TestSource implements EventSource {
    private final EventWord word;
    private final BooleanSupplier ready;
    private volatile boolean canWake = true;

    TestSource(final EventWord word, final BooleanSupplier ready) {
        this.word = word;
        this.ready = ready;
    }

    static TestSource never() {
        return new TestSource(new LocalEvent().word(), () -> false);
    }

    TestSource signallersCanWake(final boolean can) {
        canWake = can;
        return this;
    }

    @Override
    public EventWord event() {
        return word;
    }

    @Override
    public boolean signallersCanWake() {
        return canWake;
    }

    @Override
    public boolean isReady() {
        return ready.getAsBoolean();
    }
}
