package io.tandem.function;

import java.io.Serializable;
import java.util.function.Predicate;

/**
 * A {@link Predicate} that travels to another process. Where a method knows both types, the compiler takes this one for a lambda.
 *
 * @param <T> type of the argument.
 */
@FunctionalInterface
public interface SerializablePredicate<T> extends Predicate<T>, Serializable {}
