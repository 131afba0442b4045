package io.tandem.segment.internal;

import io.tandem.segment.Domain;

/**
 * Process numbers of a domain and the proof of who lives. A number is never reused; the kernel holds a lock on its file
 * for as long as the process lives.
 */
public final class ProcessRegistry {
    ProcessRegistry() {}

    public static ProcessRegistry of(final Domain domain) {
        throw new UnsupportedOperationException();
    }

    /** This process's number, 1 to 2^30 - 1; registers it at the first call. One per JVM and domain. */
    public int own() {
        throw new UnsupportedOperationException();
    }

    /** Whether the process may still run. False is proof of death. Costs a system call unless known dead or own. */
    public boolean isAlive(final int number) {
        throw new UnsupportedOperationException();
    }

    /** For messages: number, pid, name. */
    public String describe(final int number) {
        throw new UnsupportedOperationException();
    }

    /** A number for a child that is about to be spawned, with the locked descriptor to pass to it. */
    public ChildNumber reserve(final String processName) {
        throw new UnsupportedOperationException();
    }

    /** Takes the number that the parent reserved as this JVM's own. Called once, first thing in a child; needs no JNA. */
    public static void adopt(final Domain domain, final int number) {
        throw new UnsupportedOperationException();
    }

    /** Tells that a process was seen to die, so that threads of this JVM that wait look at once. */
    public void died(final int number) {
        throw new UnsupportedOperationException();
    }

    /** Runs an action in this JVM whenever {@link #died} is told of any process. */
    public static void onDeath(final Runnable action) {
        throw new UnsupportedOperationException();
    }

    /** A child's number before and just after its spawn. */
    public interface ChildNumber extends AutoCloseable {
        int number();

        /** To be inherited under any number and never touched. */
        int lockDescriptor();

        /** Records who the child is, after the spawn. */
        void spawned(int pid);

        /** Closes this process's copy of the descriptor; without a spawn the number is dead from then on. */
        @Override
        void close();
    }
}
