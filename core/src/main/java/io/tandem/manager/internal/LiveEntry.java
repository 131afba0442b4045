package io.tandem.manager.internal;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An entry that was read; a value that is set is written to the map, if that still has the key. */
final class LiveEntry<K, V> implements Map.Entry<K, V> {
    private final ObjectRef ref;
    private final Object rawKey;
    private final K key;
    private V value;

    LiveEntry(final ObjectRef ref, final @Nullable Object key, final @Nullable Object value) {
        this.ref = ref;
        this.rawKey = Objects.requireNonNull(key);
        this.key = Proxies.read(ref, key);
        this.value = Proxies.read(ref, Objects.requireNonNull(value));
    }

    @Override
    public K getKey() {
        return key;
    }

    @Override
    public V getValue() {
        return value;
    }

    @Override
    public V setValue(final V next) {
        final V written = Proxies.read(ref, ref.call(MapOperations.REPLACE, rawKey, next));
        final V before = written == null ? value : written;
        value = next;
        return before;
    }

    @Override
    public boolean equals(final @Nullable Object other) {
        return other instanceof Map.Entry<?, ?> entry && key.equals(entry.getKey()) && value.equals(entry.getValue());
    }

    @Override
    public int hashCode() {
        return key.hashCode() ^ value.hashCode();
    }

    @Override
    public String toString() {
        return key + "=" + value;
    }
}
