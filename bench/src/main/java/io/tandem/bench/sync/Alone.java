package io.tandem.bench.sync;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;

/** What one thread does by itself, by something of this JVM. Loops stand in the classes below, so that each has its own profile. */
abstract class Alone implements Subject {
    private final String name;

    Alone(final String name) {
        this.name = name;
    }

    static void check(final long found, final long due) {
        if (found != due) {
            throw new BenchException("found " + found + " where " + due + " was due");
        }
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Kind kind() {
        return Kind.OPERATION;
    }

    @Override
    public void openFirst(final Workplace workplace) throws Exception {
        // It is of one JVM.
    }

    @Override
    public void close() {}
}
