package io.tandem.manager.internal;

/** A thread that wants to be told before it runs code of users to decode what it takes. */
interface Decoding {
    /** It is about to. */
    void decodes();
}
