package io.tandem.os;

/** For what a file is opened that becomes a standard stream of a process. */
public enum StreamMode {
    /** Reads an existing file. */
    READ,
    /** Writes a file, created or emptied first. */
    REPLACE,
    /** Appends to a file, created if it isn't there; each write goes to its end, whoever writes. */
    APPEND
}
