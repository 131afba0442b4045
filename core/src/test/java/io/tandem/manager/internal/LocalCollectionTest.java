package io.tandem.manager.internal;

import org.junit.jupiter.api.AfterAll;

/** The contracts as functions see them that run in the server: nothing is copied. */
class LocalCollectionTest extends CollectionContract {
    @AfterAll
    static void forget() {
        LoopbackRef.forgetAll();
    }

    @Override
    ObjectRef newRef(final ProxyKind kind, final Object initial) {
        return LoopbackRef.to(kind, initial).local();
    }
}
