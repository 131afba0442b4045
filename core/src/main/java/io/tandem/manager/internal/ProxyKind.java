package io.tandem.manager.internal;

/** Kinds of proxies, which say what operations their object has. */
enum ProxyKind {
    LIST,
    MAP,
    SET,
    VALUE,
    SERVICE;

    /** A proxy of this kind; of a service, {@link ServiceProxies} makes it. */
    Object proxy(final ObjectRef ref) {
        return switch (this) {
            case LIST -> new ListProxy<>(ref);
            case MAP -> new MapProxy<>(ref);
            case SET -> new SetProxy<>(ref);
            case VALUE -> new ValueProxy<>(ref);
            case SERVICE -> throw new IllegalStateException("A service's proxy has its interface's type.");
        };
    }
}
