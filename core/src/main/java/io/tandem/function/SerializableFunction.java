package io.tandem.function;

import java.io.Serializable;
import java.util.function.Function;

/**
 * A {@link Function} that travels to another process. Where a method knows both types, the compiler takes this one for a lambda.
 *
 * @param <T> type of the argument.
 * @param <R> type of the result.
 */
@FunctionalInterface
public interface SerializableFunction<T, R> extends Function<T, R>, Serializable {}
