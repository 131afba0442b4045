package io.tandem.manager.internal;

import static io.tandem.manager.internal.Proxies.isTrue;
import static io.tandem.manager.internal.Proxies.read;

import io.tandem.manager.ManagedMap;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A map in the server, as its users see it. */
@SuppressWarnings("unchecked") // the object holds what its proxies have put in
final class MapProxy<K, V> extends AbstractMap<K, V> implements ManagedMap<K, V>, ManagedProxy {
    private final ObjectRef ref;

    MapProxy(final ObjectRef ref) {
        this.ref = ref;
    }

    @Override
    public ObjectRef managedRef() {
        return ref;
    }

    @Override
    public ProxyShape managedShape() {
        return ProxyShape.of(ProxyKind.MAP);
    }

    @Override
    public @Nullable V get(final @Nullable Object key) {
        return read(ref, ref.call(MapOperations.GET, key));
    }

    @Override
    public @Nullable V put(final K key, final V value) {
        return read(ref, ref.call(MapOperations.PUT, key, value));
    }

    @Override
    public int size() {
        return Proxies.number(ref.call(MapOperations.SIZE));
    }

    @Override
    public boolean isEmpty() {
        return size() == 0;
    }

    @Override
    public boolean containsKey(final @Nullable Object key) {
        return keySet().contains(key);
    }

    @Override
    public boolean containsValue(final @Nullable Object value) {
        return values().contains(value);
    }

    @Override
    public V getOrDefault(final @Nullable Object key, final V other) {
        final V value = get(key);
        return value == null ? other : value;
    }

    @Override
    public @Nullable V remove(final @Nullable Object key) {
        return read(ref, ref.call(MapOperations.REMOVE_KEY, key));
    }

    @Override
    public boolean remove(final @Nullable Object key, final @Nullable Object value) {
        return entrySet().remove(new SimpleImmutableEntry<>(Objects.requireNonNull(key), value));
    }

    @Override
    public @Nullable V putIfAbsent(final K key, final V value) {
        return read(ref, ref.call(MapOperations.PUT_IF_ABSENT, key, value));
    }

    @Override
    public @Nullable V replace(final K key, final V value) {
        return read(ref, ref.call(MapOperations.REPLACE, key, value));
    }

    @Override
    public boolean replace(final K key, final V expected, final V value) {
        return isTrue(ref.call(MapOperations.REPLACE_EQUAL, key, expected, value));
    }

    @Override
    public void putAll(final Map<? extends K, ? extends V> entries) {
        if (!Proxies.isSame(this, entries)) {
            ref.call(MapOperations.PUT_ALL, (Object) flat(entries));
        }
    }

    private static @Nullable Object[] flat(final Map<?, ?> entries) {
        final Object[] all = entries.entrySet().toArray();
        final @Nullable Object[] flat = new Object[2 * all.length];
        for (int i = 0; i < all.length; i++) {
            final Map.Entry<?, ?> entry = (Map.Entry<?, ?>) all[i];
            flat[2 * i] = entry.getKey();
            flat[2 * i + 1] = entry.getValue();
        }
        return flat;
    }

    @Override
    public void clear() {
        ref.call(MapOperations.CLEAR);
    }

    @Override
    public Set<K> keySet() {
        return new MapSetView<>(ref, MapPart.KEYS);
    }

    @Override
    public Collection<V> values() {
        return new MapView<>(ref, MapPart.VALUES);
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new MapSetView<>(ref, MapPart.ENTRIES);
    }

    @Override
    public Map<K, V> snapshot() {
        final Map<K, V> copy = copy();
        return new ReadOnlyMap<>(copy, copy);
    }

    private Map<K, V> copy() {
        final @Nullable Object[] flat = Proxies.readAll(ref, ref.call(MapOperations.TO_ARRAY, MapPart.ENTRIES.code()));
        final Map<K, V> copy = new LinkedHashMap<>();
        for (int i = 0; i < flat.length; i += 2) {
            copy.put((K) Objects.requireNonNull(flat[i]), (V) Objects.requireNonNull(flat[i + 1]));
        }
        return copy;
    }

    @Override
    public @Nullable V compute(
            final K key, final BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> function) {
        Objects.requireNonNull(function);
        return change(key, function, value -> function.apply(key, (V) value), MapOperations.COMPUTE, key, function);
    }

    @Override
    public @Nullable V computeIfAbsent(final K key, final Function<? super K, ? extends @Nullable V> function) {
        Objects.requireNonNull(function);
        return change(
                key,
                function,
                value -> value == null ? function.apply(key) : VersionedEntries.KEEP,
                MapOperations.COMPUTE_IF_ABSENT,
                key,
                function);
    }

    @Override
    public @Nullable V computeIfPresent(
            final K key, final BiFunction<? super K, ? super V, ? extends @Nullable V> function) {
        Objects.requireNonNull(function);
        return change(
                key,
                function,
                value -> value == null ? null : function.apply(key, (V) value),
                MapOperations.COMPUTE_IF_PRESENT,
                key,
                function);
    }

    @Override
    public @Nullable V merge(
            final K key, final V value, final BiFunction<? super V, ? super V, ? extends @Nullable V> function) {
        Objects.requireNonNull(function);
        Objects.requireNonNull(value);
        return change(
                key,
                function,
                before -> before == null ? value : function.apply((V) before, value),
                MapOperations.MERGE,
                key,
                value,
                function);
    }

    private @Nullable V change(
            final K key,
            final Object function,
            final VersionedEntries.Change here,
            final int operation,
            final @Nullable Object... arguments) {
        return read(
                ref,
                Proxies.apply(ref, function, () -> new VersionedEntries(ref).write(key, here), operation, arguments));
    }

    @Override
    public void replaceAll(final BiFunction<? super K, ? super V, ? extends V> function) {
        Objects.requireNonNull(function);
        Proxies.apply(
                ref,
                function,
                () -> new VersionedEntries(ref)
                        .write(
                                (key, value) -> true,
                                (key, value) -> Objects.requireNonNull(function.apply((K) key, (V) value))),
                MapOperations.REPLACE_ALL,
                function);
    }

    @Override
    public boolean equals(final @Nullable Object other) {
        return Proxies.isSame(this, other)
                || other instanceof Map
                        && copy().equals(other instanceof MapProxy ? ((MapProxy<?, ?>) other).copy() : other);
    }

    @Override
    public int hashCode() {
        return copy().hashCode();
    }

    @Override
    public String toString() {
        return Proxies.textOrDeath(this, this::text);
    }

    private String text() {
        final StringBuilder text = new StringBuilder("{");
        copy().forEach((key, value) -> text.append(text.length() == 1 ? "" : ", ")
                .append(Proxies.text(key, this, "(this Map)"))
                .append('=')
                .append(Proxies.text(value, this, "(this Map)")));
        return text.append('}').toString();
    }
}
