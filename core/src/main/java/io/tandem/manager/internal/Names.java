package io.tandem.manager.internal;

import io.tandem.segment.SharedObject;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The objects of a server that have names: made by whoever asks first, while others who ask for the same wait. */
final class Names {
    private final Server server;
    private final Map<String, Named> named = new ConcurrentHashMap<>();

    /** What a name stands for; nothing while it is being made. Changed under its guard, which sees rings of factories that wait for each other. */
    private static final class Named {
        private final String name;
        private final Guard guard = new Guard();
        private volatile @Nullable Object object;
        private boolean removed;

        Named(final String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return "what has the name \"" + name + "\"";
        }
    }

    Names(final Server server) {
        this.server = server;
    }

    /** The object with a name and a shape. */
    Entry entry(final String name, final ProxyShape shape, final Callable<Entry> factory) throws Exception {
        final Object found = get(name, factory);
        if (!(found instanceof Entry entry)
                || entry.shape.kind() != shape.kind()
                || entry.shape.service() != shape.service()) {
            throw taken(name, "A " + shape.words(), found);
        }
        return entry;
    }

    /** The shared object with a name, of a type with a name. */
    SharedObject shared(final String name, final String type, final Callable<? extends SharedObject> factory)
            throws Exception {
        final Object found = get(name, factory);
        if (!(found instanceof SharedObject shared) || !isA(type, found.getClass())) {
            throw taken(name, "A " + type.substring(type.lastIndexOf('.') + 1), found);
        }
        return shared;
    }

    private static boolean isA(final String type, final Class<?> found) {
        return Stream.of(found.getInterfaces()).anyMatch(each -> each.getName().equals(type) || isA(type, each))
                || found.getSuperclass() != null && isA(type, found.getSuperclass());
    }

    private IllegalArgumentException taken(final String name, final String asked, final Object found) {
        return new IllegalArgumentException(asked + " with the name \"" + name + "\" was asked for, but that is "
                + found + " in " + server + ". Use another name, or remove(...) that one.");
    }

    private Object get(final String name, final Callable<?> factory) throws Exception {
        while (true) {
            final Named place = named.computeIfAbsent(name, Named::new);
            place.guard.enter(place);
            try {
                if (!place.removed) {
                    final Object object = place.object;
                    return object == null ? make(place, factory) : object;
                }
            } finally {
                place.guard.exit();
            }
        }
    }

    private Object make(final Named place, final Callable<?> factory) throws Exception {
        Object object = null;
        try {
            object = factory.call();
        } finally {
            if (object == null) {
                place.removed = true;
                named.remove(place.name, place);
            }
        }
        if (object == null) {
            throw new IllegalArgumentException(
                    "The factory of \"" + place.name + "\" returned null. Let it return the object.");
        }
        place.object = object;
        return object;
    }

    /** Frees a name; false if it stands for nothing. */
    boolean remove(final String name) {
        final Named place = named.get(name);
        if (place == null) {
            return false;
        }
        place.guard.enter(place);
        try {
            if (place.removed) {
                return false;
            }
            place.removed = true;
            named.remove(name, place);
            closeIfShared(place.object);
            return true;
        } finally {
            place.guard.exit();
        }
    }

    private static void closeIfShared(final @Nullable Object object) {
        if (object instanceof SharedObject shared) {
            shared.close();
        }
    }

    /** Looks at all that have been made, and waits for none that is being made. */
    void forEach(final BiConsumer<String, Object> action) {
        named.forEach((name, place) -> {
            final Object object = place.object;
            if (object != null) {
                action.accept(name, object);
            }
        });
    }

    /** Names that are there from the start. */
    void put(final String name, final Object object) {
        final Named place = new Named(name);
        place.object = object;
        named.put(name, place);
    }

    int sharedObjects() {
        return (int) named.values().stream()
                .filter(place -> place.object instanceof SharedObject)
                .count();
    }

    /** Closes what there is, and waits for nothing that is being made. */
    void close() {
        named.values().forEach(place -> closeIfShared(place.object));
    }
}
