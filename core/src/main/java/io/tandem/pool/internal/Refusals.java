package io.tandem.pool.internal;

import java.io.Serializable;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/** Says of tasks that can't travel to a worker what to write instead. */
final class Refusals {
    private Refusals() {}

    /** The task, if it may travel. */
    static <T> T travelling(final T task) {
        Objects.requireNonNull(task, "the task");
        if (task instanceof CompletableFuture.AsynchronousCompletionTask) {
            throw new RejectedExecutionException(
                    "A step of a CompletableFuture can't run in a worker process, since it completes an object of this one."
                            + " Instead of CompletableFuture.supplyAsync(task, executor) write executor.submit(task), which returns a"
                            + " CompletableFuture; give its steps a thread pool, or none.");
        }
        if (task instanceof Future) {
            throw new RejectedExecutionException(task.getClass().getName()
                    + " can't run in a worker process, since it is itself the future of this one. Instead of an"
                    + " ExecutorCompletionService write executor.submit(task) for each task and Futures.asCompleted(futures);"
                    + " instead of a FutureTask submit what it calls.");
        }
        if (!(task instanceof Serializable)) {
            throw new RejectedExecutionException(
                    "A task of class " + task.getClass().getName()
                            + " can't travel to a worker process, since it isn't serializable. Give the lambda to submit directly,"
                            + " or to a variable of type RemoteCallable or RemoteRunnable, as in invokeAll(List.<RemoteCallable<Integer>>of(...));"
                            + " let a class implement one of these.");
        }
        return task;
    }
}
