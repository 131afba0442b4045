/**
 * The read-write lock: one writer's word, and accounts of which process reads how often.
 *
 * <p>Promises between processes: a writer is alone; what dead readers hold comes back exactly once, and a dead writer is told of until it is
 * recovered, or succeeded if its lock says so.
 *
 * <p>Imports {@code sync.internal} and its accounts, {@code wait}, {@code segment} and {@code os}.
 */
@NullMarked
package io.tandem.sync.internal.readwrite;

import org.jspecify.annotations.NullMarked;
