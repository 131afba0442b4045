package io.tandem.sync.internal;

import io.tandem.segment.internal.ProcessRegistry;

/** What a lock needs to know of the processes whose numbers stand in its word. */
public interface LockOwners {
    /** {@return whether the process may still run} False is proof of death. */
    boolean isAlive(int process);

    /** {@return the process in words} */
    String describe(int process);

    /** The processes of a domain. */
    static LockOwners of(final ProcessRegistry registry) {
        return new LockOwners() {
            @Override
            public boolean isAlive(final int number) {
                return registry.isAlive(number);
            }

            @Override
            public String describe(final int number) {
                return registry.describe(number);
            }
        };
    }
}
