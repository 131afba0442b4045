package io.tandem.pool.internal;

/** Who waits for a task's outcome. Called once for each task, by whichever thread has learnt of it; runs nothing of users. */
interface Completion {
    /** It has returned or thrown: a frame of kind DONE or FAILED. */
    void arrived(Task task, Frame outcome);

    /** It has failed without an answer: its worker died, the pool failed, its time is up. */
    void failed(Task task, Throwable reason);
}
