package io.tandem.pool.internal;

import io.tandem.segment.Domain;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Takes tasks and tells their {@link Completion}s: a pool; or in one of its workers, the way to it. */
interface Dispatcher {
    /** Of the pool. */
    String name();

    Domain domain();

    Functions functions();

    /**
     * Takes tasks in; their completions are told of each, from now on.
     *
     * @throws RejectedExecutionException if the pool takes no more.
     */
    void submitAll(List<Task> tasks) throws InterruptedException;

    /**
     * Waits until something is settled by what completions are told, and helps with that.
     *
     * @return false when the time is up.
     */
    boolean await(BooleanSupplier settled, long nanos) throws InterruptedException;

    /**
     * A call over items begins, which may submit until it ends, even if the pool is shut down meanwhile.
     *
     * @throws RejectedExecutionException if the pool takes no more.
     */
    void callBegins();

    /** It has ended. */
    void callEnds();

    /** Makes those that wait look again. */
    void disturb();

    /** Takes a task back, or lets go of it and has it interrupted; false if its outcome is there already. */
    boolean cancel(Task task, boolean interrupt);

    /** Cancels all tasks that fit, where they haven't been started. */
    void cancelAll(Predicate<Task> which);

    /** Lets go of a function that no task needs any more. */
    void forget(FunctionRef function);

    /** How many tasks may be under way for one call that feeds them, so that no worker waits. */
    int lookAhead();

    /** How many workers there are to be. */
    int size();
}
