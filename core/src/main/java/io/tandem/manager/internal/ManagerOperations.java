package io.tandem.manager.internal;

/** Operations of the manager itself, which is an object of its server too. */
final class ManagerOperations {
    /** Its number. */
    static final long OBJECT = 0;

    /** (kind, elements): a new collection or value. */
    static final int MAKE = 1;
    /** (name, kind, elements): the one with a name. */
    static final int NAMED = 2;
    /** (type, factory, guarded): a new service. */
    static final int SERVE = 3;
    /** (name, type, factory, guarded): the one with a name. */
    static final int NAMED_SERVICE = 4;
    /** (name, type's name, factory): the shared object with a name. */
    static final int SHARE = 5;
    /** (name): whether it named something. */
    static final int REMOVE = 6;
    /** (proxy, action): what the action returns. */
    static final int ATOMICALLY = 7;
    /** (number): a lease of an object. */
    static final int LEASE = 8;
    /** (): the figures of {@link io.tandem.manager.ManagerStats}, in their order. */
    static final int STATS = 9;

    private ManagerOperations() {}
}
