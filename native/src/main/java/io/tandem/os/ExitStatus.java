package io.tandem.os;

/**
 * How a process ended, exactly as the kernel tells it.
 *
 * @param code   given to {@code exit}, 0 to 255; 0 if a signal ended it.
 * @param signal that ended it, or 0 if it exited by itself.
 */
public record ExitStatus(int code, int signal) {}
