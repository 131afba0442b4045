package io.tandem.process.internal;

import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where something was made that starts children later, by other threads: for the rule against static initializers that start
 * children which run them again, that place counts.
 */
public final class StartOrigin {
    private final Set<String> initializers;

    private StartOrigin(final Set<String> initializers) {
        this.initializers = initializers;
    }

    /** {@return the place of this call} */
    public static StartOrigin here() {
        return new StartOrigin(StartGuard.running());
    }

    /** {@return the class in whose static initializer it is, or null} */
    public @Nullable String initializer() {
        return initializers.stream().findFirst().orElse(null);
    }

    /**
     * Refuses a start that would repeat itself in the child.
     *
     * @throws IllegalStateException if it would.
     */
    public void check() {
        within(() -> StartGuard.check(ThisProcess.initializers()));
    }

    /**
     * Does something that starts a child, as if this thread were there.
     *
     * @param <T>    what is done.
     * @param action to do.
     * @return what it returns.
     */
    public <T> T within(final Supplier<T> action) {
        return StartGuard.within(initializers, action);
    }
}
