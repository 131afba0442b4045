package io.tandem.wait.internal;

import io.tandem.wait.Waitable;

/** A waitable that knows which word its changes are signalled on. */
public interface EventSource extends Waitable {
    /** {@return the word that is signalled when it may have become ready} */
    EventWord event();

    /** {@return whether whoever signals it can wake a sleeper; while not, sleeps last 1 ms} */
    boolean signallersCanWake();
}
