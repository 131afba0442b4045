/**
 * How tasks get to workers and results come back.
 *
 * <p><b>In the process that made the pool</b>, all under one lock: {@code PoolCore} takes tasks in; {@code Dispatch} has those that wait
 * and says which goes to which worker; a {@code Worker} is the view of one process, with its {@code Leases}, three queues (tasks,
 * results, control) and a {@link io.tandem.pool.internal.BoardDescriptor board}; {@code Answers} enters what workers tell, {@code
 * Cancels}, {@code TimeLimits} and {@code Settlement} see to tasks that aren't wanted any more, to those that take too long and to
 * those of the dead; {@code Reports} tells what there is; {@code WorkerStarts} starts and ends
 * processes. {@code ResultReader} lets the threads that wait for results read them, one at a time, so that a result reaches who
 * waits for it without a change of threads. Those that gave tasks are told by a {@code Completion}: {@code TaskFuture} for one task,
 * {@code ItemsCall} for many items, {@code NestedAnswers} for what a task has submitted.
 *
 * <p><b>In a worker</b>: {@code WorkerMain} takes messages, {@code TaskRunner} runs tasks, all on one thread; {@code WorkerControl} is a
 * second thread, for what must not wait behind a task. {@code NestedDispatcher} stands there in the place of {@code PoolCore}.
 *
 * <p>Promises between processes: a task is leased by one word of the board, and how far a chunk of items is, by another. Two processes
 * write them, both by CAS while they are contended: the pool sends and takes back, the worker begins. So each item that was sent is either
 * begun by its worker or taken back by the pool, and after a death the words tell which. Nothing here is a lock that a dead process
 * could keep.
 */
@NullMarked
package io.tandem.pool.internal;

import org.jspecify.annotations.NullMarked;
