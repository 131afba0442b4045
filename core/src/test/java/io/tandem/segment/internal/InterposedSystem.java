package io.tandem.segment.internal;

import io.tandem.testing.InterceptedSystem;
import java.util.function.Consumer;

/** Does something once, just before this thread first makes a certain call to the operating system. Ends when closed. */
final class InterposedSystem implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private final InterceptedSystem system;
    private boolean done;

    /** The action gets the arguments of the call. */
    InterposedSystem(final String name, final Consumer<Object[]> action) {
        system = InterceptedSystem.install(call -> {
            if (!done && Thread.currentThread() == thread && call.name().equals(name)) {
                done = true;
                action.accept(call.arguments());
            }
            return call.passOn();
        });
    }

    boolean isDone() {
        return done;
    }

    @Override
    public void close() {
        system.close();
    }
}
