package io.tandem.pool.internal;

/** Who waits for a task's outcome. Called by whichever thread has learnt of it; runs nothing of users, and waits for nothing. */
interface Completion {
    /** It, or some items of it, has returned or thrown: a frame of kind DONE or FAILED, PART or PART_FAILED. */
    void arrived(Task task, Frame outcome);

    /** Some items of it have failed without an answer: its worker died, the pool failed, its time is up. */
    void failed(Task task, int first, int end, Throwable reason);
}
