/**
 * How tasks get to workers and results come back.
 *
 * <p>{@code PoolCore} has the tasks that wait and the workers; a {@code Worker} is the pool's view of one process: three
 * queues (tasks, results, control) and a {@link io.tandem.pool.internal.BoardDescriptor board}, the lease table in shared
 * memory. {@code WorkerMain} is the other side. {@code ResultReader} lets the threads that wait for results read them, one at
 * a time, so that a result reaches who waits for it without a change of threads.
 *
 * <p>Promises between processes: a task is leased by one word of the board, which only two processes write, both by CAS
 * while it is contended: the pool sends and revokes, the worker starts. So each task that was sent is either started by its worker
 * or taken back by the pool, and after a death the word tells which. Nothing here is a lock that a dead process could keep.
 */
@NullMarked
package io.tandem.pool.internal;

import org.jspecify.annotations.NullMarked;
