package io.tandem.manager.internal;

/** A manager as those see it who haven't started it, its own server among them. */
final class ManagerProxy extends AbstractManager {
    private final ObjectRef ref;

    ManagerProxy(final ObjectRef ref) {
        this.ref = ref;
    }

    @Override
    public ObjectRef managedRef() {
        return ref;
    }

    /** Its proxies go on; the way to the server goes when nobody can reach any of them. */
    @Override
    public void close() {
        // nothing of it is this handle's alone
    }
}
