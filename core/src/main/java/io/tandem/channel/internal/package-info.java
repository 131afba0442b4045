/**
 * How pipes work: layout, attaching, the two halves of a ring, recovery, handing over. Imports {@code codec}, {@code wait},
 * {@code segment}.
 *
 * <p>Promises between processes: a message is seen whole or not at all, in the order of its sender, once. Whoever dies
 * leaves a state that the next one at that end mends alone, before it does anything else; nobody waits for the dead.
 */
@NullMarked
package io.tandem.channel.internal;

import org.jspecify.annotations.NullMarked;
