package io.tandem.manager.internal;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy looks like.
 *
 * @param kind    of the object.
 * @param service the interface of a service; null for other kinds.
 * @param methods what {@link MethodTable#fingerprint} says of it where the proxy comes from; 0 for other kinds.
 */
public record ProxyShape(ProxyKind kind, @Nullable Class<?> service, int methods) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Of a collection or value. */
    static ProxyShape of(final ProxyKind kind) {
        return new ProxyShape(kind, null, 0);
    }

    /** Of a service. */
    static ProxyShape of(final Class<?> service) {
        return new ProxyShape(
                ProxyKind.SERVICE, service, MethodTable.of(service).fingerprint());
    }

    Object proxy(final ObjectRef ref) {
        return service == null ? kind.proxy(ref) : ServiceProxies.create(this, service, ref);
    }

    /** For messages: what it is, without an article. */
    String words() {
        return service == null ? kind.words() : "service " + service.getTypeName();
    }

    /** For messages. */
    String describe(final long object) {
        return words() + " " + object;
    }
}
