package io.tandem.process;

import java.time.Duration;

/**
 * A process as another one sees it that didn't start it: this one, or its parent. Safe for use by several threads.
 */
public interface RunningProcess {
    /** {@return its name} {@code main} for a process that Tandem didn't start. */
    String name();

    /** {@return its process id} Of a process that has ended, the id may belong to another one. */
    long pid();

    /** {@return whether it still runs} Told by the kernel: a stopped process is alive, a killed one isn't. */
    boolean isAlive();

    /**
     * Waits for its end for a limited time.
     *
     * @param timeout the longest wait; zero or less only looks.
     * @return whether it has ended.
     * @throws InterruptedException  if this thread is interrupted before or during the wait.
     * @throws IllegalStateException if it is this process, which can't wait for its own end.
     */
    boolean join(Duration timeout) throws InterruptedException;
}
