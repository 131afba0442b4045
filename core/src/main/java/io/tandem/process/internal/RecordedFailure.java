package io.tandem.process.internal;

/**
 * What a child recorded of its failure.
 *
 * @param ofTarget  whether its target threw; otherwise it never got there.
 * @param text      the stack trace, cut where it is long.
 * @param exception as {@code ThrowableBytes} has it; empty if there was no memory to write it.
 */
record RecordedFailure(boolean ofTarget, String text, byte[] exception) {
    @Override
    public String toString() {
        return (ofTarget ? "target: " : "start: ") + text;
    }
}
