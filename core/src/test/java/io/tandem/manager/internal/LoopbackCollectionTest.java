package io.tandem.manager.internal;

import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** The contracts without a server: all that travels is serialized. */
class LoopbackCollectionTest extends CollectionContract {
    @AfterAll
    static void forget() {
        LoopbackRef.forgetAll();
    }

    @Override
    ObjectRef newRef(final ProxyKind kind, final Object initial) {
        return LoopbackRef.to(
                switch (kind) {
                    case LIST -> new ListTarget((Collection<?>) initial);
                    case SET -> MapTarget.ofSet((Collection<?>) initial);
                    case MAP -> new MapTarget((Map<?, ?>) initial);
                    default -> throw new IllegalArgumentException("No collection: " + kind);
                });
    }
}
