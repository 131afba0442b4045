package io.tandem.manager.internal;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kinds of objects, which say what operations they have. */
public enum ProxyKind {
    LIST,
    MAP,
    SET,
    VALUE,
    SERVICE,
    MANAGER;

    /** A proxy of this kind; of a service, {@link ServiceProxies} makes it. */
    Object proxy(final ObjectRef ref) {
        return switch (this) {
            case LIST -> new ListProxy<>(ref);
            case MAP -> new MapProxy<>(ref);
            case SET -> new SetProxy<>(ref);
            case VALUE -> new ValueProxy<>(ref);
            case MANAGER -> new ManagerProxy(ref);
            case SERVICE -> throw new IllegalStateException("A service's proxy has its interface's type.");
        };
    }

    /** What serves a new object of this kind in the server. */
    Target target(final @Nullable Object content) {
        return switch (this) {
            case LIST -> new ListTarget((Collection<?>) orEmpty(content, List.of()));
            case MAP -> new MapTarget((Map<?, ?>) orEmpty(content, Map.of()));
            case SET -> MapTarget.ofSet((Collection<?>) orEmpty(content, List.of()));
            case VALUE -> new ValueTarget(content);
            case SERVICE, MANAGER -> throw new IllegalStateException("A " + words() + " isn't made of content.");
        };
    }

    private static Object orEmpty(final @Nullable Object content, final Object empty) {
        return content == null ? empty : content;
    }

    String words() {
        return name().toLowerCase(Locale.ROOT);
    }
}
