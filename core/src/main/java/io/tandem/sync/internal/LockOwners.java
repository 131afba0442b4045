package io.tandem.sync.internal;

import io.tandem.os.OperatingSystemException;
import io.tandem.segment.internal.ProcessRegistry;

/** What a lock needs to know of the processes whose numbers stand in its word. */
public interface LockOwners {
    /**
     * Whether a process may still run; false is proof of death.
     *
     * @param process its number.
     * @return whether it may.
     * @throws OperatingSystemException if that can't be known.
     */
    boolean isAlive(int process);

    /**
     * The same for who waits, and will look again: while there is no answer, for want of descriptors, there is no proof either.
     *
     * @param process its number.
     * @return whether it may.
     * @throws OperatingSystemException if that won't be known later either.
     */
    default boolean mayBeAlive(final int process) {
        try {
            return isAlive(process);
        } catch (final OperatingSystemException e) {
            if (!e.mayPass()) {
                throw e;
            }
            return true;
        }
    }

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
