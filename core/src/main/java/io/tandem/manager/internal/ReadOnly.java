package io.tandem.manager.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.RandomAccess;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes the JDK's collections unmodifiable, with all collections in them: a change of a copy would be lost unseen. Takes copies that nobody else has.
 * They keep their interface, not their class; lists, sets, maps and queues that aren't sorted are again what they were when they travel on.
 */
final class ReadOnly {
    private static final ClassValue<Kind> KINDS = new ClassValue<>() {
        @Override
        protected Kind computeValue(final Class<?> type) {
            return Kind.of(type);
        }
    };

    /** What was looked at already: a structure may meet itself, or one part twice. */
    private final IdentityHashMap<Object, Object> seen = new IdentityHashMap<>(2);

    private ReadOnly() {}

    private enum Kind {
        OTHER,
        /** Can't be modified itself, unlike what it holds. */
        IMMUTABLE,
        LIST,
        SORTED_SET,
        SET,
        SORTED_MAP,
        MAP,
        DEQUE,
        COLLECTION;

        /** Collections of users' own classes stay as they are: who asks for one wants that class. */
        static Kind of(final Class<?> type) {
            final String name = type.getName();
            if (!name.startsWith("java.util.")) {
                return OTHER;
            }
            if (name.startsWith("java.util.ImmutableCollections$")
                    || name.startsWith("java.util.Collections$Unmodifiable")
                    || name.startsWith("java.util.Collections$Empty")
                    || name.startsWith("java.util.Collections$Singleton")) {
                return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type) ? IMMUTABLE : OTHER;
            }
            return ofInterface(type);
        }

        static Kind ofInterface(final Class<?> type) {
            if (List.class.isAssignableFrom(type)) {
                return LIST;
            }
            if (Set.class.isAssignableFrom(type)) {
                return NavigableSet.class.isAssignableFrom(type) ? SORTED_SET : SET;
            }
            if (Map.class.isAssignableFrom(type)) {
                return NavigableMap.class.isAssignableFrom(type) ? SORTED_MAP : MAP;
            }
            if (Queue.class.isAssignableFrom(type)) {
                return DEQUE;
            }
            return Collection.class.isAssignableFrom(type) ? COLLECTION : OTHER;
        }
    }

    /** The same value, if it isn't one of the JDK's collections; else one that is equal, but can't be modified. */
    static @Nullable Object of(final @Nullable Object value) {
        if (value instanceof String || value instanceof Number) {
            return value; // known by its class alone, unlike what implements an interface or doesn't
        }
        return value instanceof Collection || value instanceof Map ? new ReadOnly().wrap(value) : value;
    }

    /** What a change of one ends in. */
    static UnsupportedOperationException refusal() {
        return new UnsupportedOperationException(
                "This collection is a copy of what a manager holds, so that a change of it would be lost. Change the one in the manager, by compute(...),"
                        + " replaceAll(...) or atomically(...); put a proxy in, as in map.put(key, manager.list()); or copy this one first.");
    }

    private @Nullable Object wrap(final @Nullable Object value) {
        if (!(value instanceof Collection || value instanceof Map)) {
            return value;
        }
        final Kind kind = KINDS.get(value.getClass());
        if (kind == Kind.OTHER) {
            return value;
        }
        final Object known = seen.putIfAbsent(value, value);
        if (known != null) {
            return known;
        }
        final Object wrapped = wrap(value, kind);
        seen.put(value, wrapped);
        return wrapped;
    }

    private Object wrap(final Object value, final Kind kind) {
        return switch (kind) {
            case LIST -> list((List<?>) value);
            case SET -> new ReadOnlySet<>((Set<?>) value, set((Set<?>) value));
            case SORTED_SET -> Collections.unmodifiableNavigableSet(sortedSet((NavigableSet<?>) value));
            case MAP -> new ReadOnlyMap<>((Map<?, ?>) value, map((Map<?, ?>) value));
            case SORTED_MAP -> Collections.unmodifiableNavigableMap(sortedMap((NavigableMap<?, ?>) value));
            case DEQUE -> new ReadOnlyDeque<>((Queue<?>) value, elements((Queue<?>) value));
            case COLLECTION -> Collections.unmodifiableCollection(elements((Collection<?>) value));
            case IMMUTABLE -> immutable(value);
            case OTHER -> value;
        };
    }

    /** Stays what it is, unless it holds what can be modified. */
    private Object immutable(final Object value) {
        final Object content = content(value);
        return content == value ? value : wrap(value, Kind.ofInterface(value.getClass()));
    }

    private Object content(final Object value) {
        return switch (Kind.ofInterface(value.getClass())) {
            case SET -> set((Set<?>) value);
            case SORTED_SET -> sortedSet((NavigableSet<?>) value);
            case MAP -> map((Map<?, ?>) value);
            case SORTED_MAP -> sortedMap((NavigableMap<?, ?>) value);
            default -> {
                final Collection<?> collection = (Collection<?>) value;
                yield isPlain(collection) ? value : elements(collection);
            }
        };
    }

    private Object list(final List<?> list) {
        final boolean asItIs = list instanceof RandomAccess && isPlain(list);
        return new ReadOnlyList<>(list, asItIs ? list : elements(list));
    }

    private Set<?> set(final Set<?> set) {
        return isPlain(set) ? set : new LinkedHashSet<>(elements(set));
    }

    @SuppressWarnings("unchecked") // its own elements, or such that are equal
    private NavigableSet<?> sortedSet(final NavigableSet<?> set) {
        if (isPlain(set)) {
            return set;
        }
        final NavigableSet<@Nullable Object> copy = new TreeSet<>(((NavigableSet<Object>) set).comparator());
        copy.addAll(elements(set));
        return copy;
    }

    private Map<?, ?> map(final Map<?, ?> map) {
        return isPlain(map.keySet()) && isPlain(map.values()) ? map : putAll(map, new LinkedHashMap<>());
    }

    @SuppressWarnings("unchecked") // its own keys, or such that are equal
    private NavigableMap<?, ?> sortedMap(final NavigableMap<?, ?> map) {
        if (isPlain(map.keySet()) && isPlain(map.values())) {
            return map;
        }
        final NavigableMap<@Nullable Object, @Nullable Object> copy =
                new TreeMap<>(((NavigableMap<Object, ?>) map).comparator());
        putAll(map, copy);
        return copy;
    }

    private Map<?, ?> putAll(final Map<?, ?> map, final Map<@Nullable Object, @Nullable Object> target) {
        map.forEach((key, value) -> target.put(wrap(key), wrap(value)));
        return target;
    }

    private List<@Nullable Object> elements(final Collection<?> collection) {
        final List<@Nullable Object> elements = new ArrayList<>(collection.size());
        for (final Object element : collection) {
            elements.add(wrap(element));
        }
        return elements;
    }

    /** Whether nothing in it is to be replaced. */
    private boolean isPlain(final Collection<?> collection) {
        for (final Object element : collection) {
            if (wrap(element) != element) {
                return false;
            }
        }
        return true;
    }
}
