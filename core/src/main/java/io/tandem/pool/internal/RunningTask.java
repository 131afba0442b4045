package io.tandem.pool.internal;

/** The task that a worker's thread runs, so that another thread interrupts that one and no other. */
final class RunningTask {
    private final Thread thread;
    private long task;

    RunningTask(final Thread thread) {
        this.thread = thread;
    }

    synchronized void begin(final long number) {
        task = number;
    }

    /** From now on nobody interrupts the thread, and what was too late for the task is forgotten. */
    synchronized void end() {
        task = 0;
        Thread.interrupted();
    }

    synchronized void interrupt(final long number) {
        if (task == number) {
            thread.interrupt();
        }
    }
}
