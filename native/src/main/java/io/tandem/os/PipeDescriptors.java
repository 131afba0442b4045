package io.tandem.os;

/**
 * Both ends of a kernel pipe.
 *
 * @param readEnd  descriptor to read from.
 * @param writeEnd descriptor to write to.
 */
public record PipeDescriptors(int readEnd, int writeEnd) {}
