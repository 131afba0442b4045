package io.tandem.manager.internal;

import org.junit.jupiter.api.AfterAll;

/** The contracts without a server: all that travels is serialized. */
class LoopbackCollectionTest extends CollectionContract {
    @AfterAll
    static void forget() {
        LoopbackRef.forgetAll();
    }

    @Override
    ObjectRef newRef(final ProxyKind kind, final Object initial) {
        return LoopbackRef.to(kind, initial);
    }
}
