package io.tandem.os;

/**
 * A process that was just started.
 *
 * @param pid        its process id.
 * @param descriptor a pidfd of it, close-on-exec; the caller closes it.
 */
public record SpawnedProcess(int pid, int descriptor) {}
