/**
 * How pipes work: layout, attaching, the two halves of a ring, recovery, handing over; and what queues have in common with
 * them: who is inside of a handle ({@code ThreadGuard}, {@code LastOut}) and what becomes of handles in lost messages
 * ({@code LostHandles}).
 *
 * <p>Promises between processes: a message is seen whole or not at all, in the order of its sender, once. Whoever dies
 * leaves a state that the next one at that end mends alone, before it does anything else; nobody waits for the dead.
 *
 * <p>Imports {@code codec}, {@code wait}, {@code segment} and {@code os}, and nothing of the queues in the package below.
 */
@NullMarked
package io.tandem.channel.internal;

import org.jspecify.annotations.NullMarked;
