package io.tandem.manager.internal;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An object in the server, as calls see it. Called under its lock, but for services that aren't guarded. */
interface Target {
    /**
     * Executes an operation.
     *
     * @param operation number of it.
     * @param arguments as the caller gave them, decoded; arrays and collections among them are this call's own.
     * @return what travels back.
     * @throws Throwable what the caller is to get.
     */
    @Nullable
    Object invoke(int operation, @Nullable Object[] arguments) throws Throwable;

    /** Somebody had what it holds in his hands, and may have changed it in place: versions that were read before are out of date. */
    default void touched() {}

    /**
     * Executes an operation, and has its result sent before anybody else may change what it refers to.
     *
     * @param operation number of it.
     * @param arguments as in {@link #invoke}.
     * @param sink      encodes the result.
     * @throws Throwable what the caller is to get.
     */
    default void execute(final int operation, final @Nullable Object[] arguments, final Consumer<@Nullable Object> sink)
            throws Throwable {
        sink.accept(invoke(operation, arguments));
    }
}
