package io.tandem.sync.internal.lock;

import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Transferable;
import io.tandem.wait.WaitPolicy;

/**
 * What travels in the place of a lock.
 *
 * @param objectId of the lock.
 * @param policy   of waiting through the handle.
 */
record SharedLockToken(long objectId, WaitPolicy policy) implements Transferable.Token {
    private static final long serialVersionUID = 1L;

    @Override
    public Object arrive(final Arrival arrival) {
        return new SharedLockHandle(arrival.attach(objectId, ObjectKind.LOCK), policy);
    }
}
