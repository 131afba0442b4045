package io.tandem.function;

import java.io.Serializable;
import java.util.function.UnaryOperator;

/**
 * A {@link UnaryOperator} that travels to another process. Where a method knows both types, the compiler takes this one for a lambda.
 *
 * @param <T> type of the argument and of the result.
 */
@FunctionalInterface
public interface SerializableUnaryOperator<T> extends UnaryOperator<T>, Serializable {}
