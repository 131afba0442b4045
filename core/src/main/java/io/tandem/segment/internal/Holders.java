package io.tandem.segment.internal;

/** The table of a segment's holders: processes, and channels with undelivered handles in them. */
public final class Holders {
    Holders() {}

    /** Counts one more hold of a process, such as a child before its spawn. */
    public void hold(final int processNumber) {
        throw new UnsupportedOperationException();
    }

    /** Counts one less. */
    public void release(final int processNumber) {
        throw new UnsupportedOperationException();
    }

    /** Counts one more handle in an undelivered message of a channel. */
    public void holdInTransit(final long channelObjectId) {
        throw new UnsupportedOperationException();
    }

    /** Counts one less. */
    public void releaseInTransit(final long channelObjectId) {
        throw new UnsupportedOperationException();
    }

    /** Whether every live holder can wake sleepers; while not, they sleep in slices of 1 ms. */
    public boolean allCanWake() {
        throw new UnsupportedOperationException();
    }

    /** Numbers of the processes that hold it, alive or not. */
    public int[] processes() {
        throw new UnsupportedOperationException();
    }
}
