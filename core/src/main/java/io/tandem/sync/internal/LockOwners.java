package io.tandem.sync.internal;

/** What a lock needs to know of the processes whose numbers stand in its word. */
interface LockOwners {
    /** {@return whether the process may still run} False is proof of death. */
    boolean isAlive(int process);

    /** {@return the process in words} */
    String describe(int process);
}
