package io.tandem.bench.socket;

/** What the bytes go through. */
public enum Wire {
    /** A unix-domain socket, in the run's directory. */
    UNIX,
    /** TCP on the loopback interface, without delay. */
    TCP
}
