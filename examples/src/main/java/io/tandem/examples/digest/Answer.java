package io.tandem.examples.digest;

/**
 * What a worker says about a file.
 *
 * @param number  of the file in the parent's list; {@link #READY} before the first one.
 * @param bytes   it has.
 * @param lines   it has: line feeds.
 * @param sha256  of its content, in hexadecimal digits.
 * @param problem why it can't be read; empty if it was.
 */
record Answer(int number, long bytes, long lines, String sha256, String problem) {
    /** In place of a file's number: the worker is up and waits for files. */
    static final int READY = -1;

    static Answer ready() {
        return new Answer(READY, 0, 0, "", "");
    }

    static Answer unreadable(final int number, final String problem) {
        return new Answer(number, 0, 0, "", problem);
    }

    boolean isReadable() {
        return problem.isEmpty();
    }
}
