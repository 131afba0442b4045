package io.tandem.manager;

import io.tandem.function.SerializableBiFunction;
import io.tandem.function.SerializableFunction;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map in a manager's server, in the order in which its keys were first put. Neither keys nor values can be null; keys are compared by
 * {@code equals} and {@code hashCode} in the server. Each call is one message there and back, and atomic.
 *
 * <pre>{@code
 * ManagedMap<String, Integer> counts = manager.map();
 * counts.merge("word", 1, Integer::sum); // one message; nothing is lost, whoever else merges
 * }</pre>
 *
 * <p><b>Functions</b> ({@code compute} and its like, {@code merge}, {@code replaceAll}, {@code removeIf} of the views) travel to the server
 * and run there, on the values themselves, while nobody else sees the map: they may change a value in place and return it. What
 * one returns there is stored before it travels back: if it can't, the call throws, and the map has it all the same. A function that can't
 * travel, such as a lambda that this map was given as a plain {@code Map}, runs here, on a copy, and again if somebody has changed the entry
 * meanwhile: atomic too, entry by entry, but slower, and called more than once. {@code forEach}, streams and iterators run here.
 *
 * <p><b>What is read is a copy</b>, but for proxies and shared objects, which stay shared: a collection that is read is unmodifiable, so
 * that no change is lost unseen, and keeps its interface, not its class: declare {@code ManagedMap<String, List<Integer>>}, not of {@code
 * ArrayList}s. To change what is within, put a proxy in, or use {@code compute}. In the server itself, as in a function that travels there, what is read is
 * the value itself.
 *
 * <p><b>Iterators</b> of the views are weakly consistent: they fetch some hundred entries at a time, and see changes by others or not; their
 * {@code remove} removes the key if it is still there; {@code setValue} of an entry writes through.
 *
 * <p><b>Equality</b> is that of {@link Map}; two proxies of one map are equal without a look at its entries.
 *
 * <p>Safe for threads and processes. Every call throws {@link ManagerDiedException} once the server is dead.
 *
 * @param <K> type of the keys.
 * @param <V> type of the values.
 */
public interface ManagedMap<K, V> extends ConcurrentMap<K, V> {
    /**
     * Computes a value in the server, at once.
     *
     * @param key      of the entry.
     * @param function of key and value, null if there is none; null removes the entry.
     * @return the new value, or null.
     */
    default @Nullable V compute(
            final K key, final SerializableBiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
        return compute(key, (BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V>) function);
    }

    /**
     * Computes a value in the server, at once, if there is none.
     *
     * @param key      of the entry.
     * @param function of the key; null leaves it without one.
     * @return the value that is there now, or null.
     */
    default V computeIfAbsent(final K key, final SerializableFunction<? super K, ? extends V> function) {
        return computeIfAbsent(key, (Function<? super K, ? extends V>) function);
    }

    /**
     * Computes another value in the server, at once, if there is one.
     *
     * @param key      of the entry.
     * @param function of key and value; null removes the entry.
     * @return the new value, or null.
     */
    default @Nullable V computeIfPresent(
            final K key, final SerializableBiFunction<? super K, ? super V, ? extends @Nullable V> function) {
        return computeIfPresent(key, (BiFunction<? super K, ? super V, ? extends @Nullable V>) function);
    }

    /**
     * Merges a value in the server, at once.
     *
     * @param key      of the entry.
     * @param value    put if there is none, else merged with it.
     * @param function of the value that is there and the given one; null removes the entry.
     * @return the new value, or null.
     */
    default @Nullable V merge(
            final K key,
            final V value,
            final SerializableBiFunction<? super V, ? super V, ? extends @Nullable V> function) {
        return merge(key, value, (BiFunction<? super V, ? super V, ? extends @Nullable V>) function);
    }

    /**
     * Replaces all values in the server, at once.
     *
     * @param function of key and value.
     */
    default void replaceAll(final SerializableBiFunction<? super K, ? super V, ? extends V> function) {
        replaceAll((BiFunction<? super K, ? super V, ? extends V>) function);
    }

    /** {@return a copy of all entries at one instant, unmodifiable} One message for all, however many. */
    Map<K, V> snapshot();
}
