package io.tandem.sync.internal;

/**
 * A lock whose whole state is one 64-bit word: process number, thread token, waiters bit. There is no instant at which a
 * held lock has no known owner.
 */
public final class RobustLock {
    RobustLock() {}
}
