package io.tandem.function;

import java.io.Serializable;
import java.util.Comparator;

/**
 * A {@link Comparator} that travels to another process. Where a method knows both types, the compiler takes this one for a lambda.
 *
 * @param <T> type of what is compared.
 */
@FunctionalInterface
public interface SerializableComparator<T> extends Comparator<T>, Serializable {}
