package io.tandem.os;

/** For what a file is opened. */
public enum OpenMode {
    /** Reads an existing file. */
    READ,
    /** Reads and writes an existing file. */
    READ_WRITE,
    /** Creates the file, which must not exist, and reads and writes it. */
    CREATE_NEW
}
