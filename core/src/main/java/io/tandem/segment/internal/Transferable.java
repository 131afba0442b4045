package io.tandem.segment.internal;

import java.io.Serializable;

/** A shared object that can travel inside a lambda or a message. */
public interface Transferable {
    /**
     * Called while it is being encoded. Puts holds and marks in place, and registers with the transfer how to take them
     * back.
     *
     * @param transfer of the message or lambda it travels in.
     * @return what travels in its place.
     */
    Token depart(Transfer transfer);

    /** What travels in the place of a shared object. */
    interface Token extends Serializable {
        /**
         * Called while it is being decoded.
         *
         * @param arrival of the message or lambda it came in.
         * @return the object, attached in this process.
         */
        Object arrive(Arrival arrival);
    }
}
