package io.tandem.function;

import java.io.Serializable;
import java.util.function.BiFunction;

/**
 * A {@link BiFunction} that travels to another process. Where a method knows both types, the compiler takes this one for a lambda.
 *
 * @param <T> type of the first argument.
 * @param <U> type of the second argument.
 * @param <R> type of the result.
 */
@FunctionalInterface
public interface SerializableBiFunction<T, U, R> extends BiFunction<T, U, R>, Serializable {}
