package io.tandem.manager.internal;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An object in the server. Lives while it can be reached: from a name, from what a client holds, or from another object, which has its {@link
 * #proxy}.
 */
final class Entry {
    private final Server server;
    final long number;
    final ProxyShape shape;
    final Target target;
    /** Held for each call; null for a service that is safe for threads. */
    final @Nullable Guard guard;

    /** As the server's own code sees it. */
    final Object proxy;

    /** By which other processes keep it whose references the server hasn't counted. Guarded by {@link Server}. */
    @Nullable
    Lease lease;

    Entry(final Server server, final long number, final ProxyShape shape, final Target target, final boolean guarded) {
        this.server = server;
        this.number = number;
        this.shape = shape;
        this.target = target;
        guard = guarded ? new Guard() : null;
        proxy = shape.proxy(new LocalRef(server, this));
    }

    /** Executes a call from another process; the result is sent under the object's lock, since it may be a part of the object. */
    void execute(final int operation, final @Nullable Object[] arguments, final Consumer<@Nullable Object> sink)
            throws Throwable {
        try {
            final Guard lock = guard;
            if (lock == null) {
                target.execute(operation, arguments, sink);
                return;
            }
            lock.enterInterruptibly(this);
            try {
                sink.accept(target.invoke(operation, arguments));
            } finally {
                lock.exit();
            }
        } finally {
            server.touch();
        }
    }

    /** Executes a call of this process's own code. */
    @Nullable
    Object invoke(final int operation, final @Nullable Object[] arguments) throws Throwable {
        try {
            final Guard lock = guard;
            if (lock == null) {
                return target.invoke(operation, arguments);
            }
            lock.enter(this);
            try {
                return target.invoke(operation, arguments);
            } finally {
                lock.exit();
            }
        } finally {
            server.touch();
        }
    }

    @Override
    public String toString() {
        return "the " + shape.describe(number);
    }
}
