package io.tandem.manager.internal;

import io.tandem.manager.Manager;
import io.tandem.testing.TestDomain;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contracts with a real server. */
@Timeout(240)
class RemoteCollectionTest extends CollectionContract {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private Manager manager;

    @BeforeEach
    void start() {
        manager = Manager.builder().domain(domain.get()).start();
    }

    @AfterEach
    void end() {
        manager.close();
    }

    @Override
    ObjectRef newRef(final ProxyKind kind, final Object initial) {
        final Object proxy = switch (kind) {
            case LIST -> manager.list((Collection<?>) initial);
            case SET -> manager.set((Collection<?>) initial);
            case MAP -> manager.map((Map<?, ?>) initial);
            default -> throw new IllegalArgumentException(kind + " is no collection.");
        };
        return ((ManagedProxy) proxy).managedRef();
    }
}
