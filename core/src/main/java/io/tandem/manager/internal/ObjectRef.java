package io.tandem.manager.internal;

import io.tandem.segment.internal.Transfer;
import io.tandem.segment.internal.Transferable;
import org.jspecify.annotations.Nullable;

/** How a proxy reaches its object. Two that are equal reach the same one. Safe for threads. */
interface ObjectRef {
    /**
     * Executes an operation, all of it under the object's lock if it is one of a collection or value.
     *
     * @param operation number of it, as the kind of the object has them.
     * @param arguments plain values, serializable objects, shared objects, proxies.
     * @return what it returns.
     * @throws RuntimeException what it throws; a checked exception comes as it is, undeclared.
     */
    @Nullable
    Object call(int operation, @Nullable Object... arguments);

    /** What travels in the place of a proxy. */
    Transferable.Token depart(Transfer transfer, ProxyKind kind);

    /** For messages: the object, as in "map 17 of manager main-1". */
    String describe(ProxyKind kind);
}
