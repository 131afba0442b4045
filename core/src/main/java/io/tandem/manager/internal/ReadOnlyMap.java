package io.tandem.manager.internal;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map that was read. */
final class ReadOnlyMap<K extends @Nullable Object, V extends @Nullable Object> extends AbstractMap<K, V>
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What travels in its place. */
    private final transient Map<?, ?> original;

    private final transient Map<K, V> entries;

    ReadOnlyMap(final Map<?, ?> original, final Map<K, V> entries) {
        this.original = original;
        this.entries = Collections.unmodifiableMap(entries);
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return entries.entrySet();
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public @Nullable V get(final @Nullable Object key) {
        return entries.get(key);
    }

    @Override
    public boolean containsKey(final @Nullable Object key) {
        return entries.containsKey(key);
    }

    @Override
    public @Nullable V remove(final @Nullable Object key) {
        throw ReadOnly.refusal(); // also when there is no such key
    }

    @Override
    public @Nullable V put(final K key, final V value) {
        throw ReadOnly.refusal();
    }

    private Object writeReplace() {
        return original;
    }
}
