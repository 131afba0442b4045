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

    private static final @Nullable Object[] NONE = {};

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

    /** Everything that an object of this kind holds, as {@link #fill} takes it. */
    @Nullable
    Object[] contents(final Target target) throws Throwable {
        return switch (this) {
            case LIST -> Proxies.array(target.invoke(ListOperations.TO_ARRAY, NONE));
            case MAP -> Proxies.array(target.invoke(MapOperations.TO_ARRAY, new Object[] {MapPart.ENTRIES.code()}));
            case SET -> Proxies.array(target.invoke(MapOperations.TO_ARRAY, new Object[] {MapPart.KEYS.code()}));
            case VALUE -> new Object[] {target.invoke(ValueOperations.GET, NONE)};
            case SERVICE, MANAGER -> throw new IllegalStateException("A " + words() + " has no content.");
        };
    }

    /** Puts all that such an object held into an empty one. */
    void fill(final Target target, final @Nullable Object[] contents) throws Throwable {
        switch (this) {
            case LIST -> target.invoke(ListOperations.ADD_ALL, new Object[] {contents});
            case MAP -> target.invoke(MapOperations.PUT_ALL, new Object[] {contents});
            case SET -> target.invoke(MapOperations.ADD_ALL, new Object[] {contents});
            case VALUE -> target.invoke(ValueOperations.SET, contents);
            case SERVICE, MANAGER -> throw new IllegalStateException("A " + words() + " has no content.");
        }
    }

    private static Object orEmpty(final @Nullable Object content, final Object empty) {
        return content == null ? empty : content;
    }

    String words() {
        return name().toLowerCase(Locale.ROOT);
    }
}
