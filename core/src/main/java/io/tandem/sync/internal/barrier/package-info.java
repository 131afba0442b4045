/**
 * How barriers work: layout, the table of parties, how a round ends, recovery.
 *
 * <p>Promises between processes: a round ends for all of its threads in the same way, by one store; a death at any
 * instant leaves a state that the next owner of the lock completes; and a dead party breaks the barrier. No code of users runs
 * under the lock.
 *
 * <p>Imports the rest of {@code sync}, {@code wait}, {@code segment}, {@code function} and {@code os}.
 */
@NullMarked
package io.tandem.sync.internal.barrier;

import org.jspecify.annotations.NullMarked;
