/**
 * How queues work: layout, the two sides and what they do under their locks, recovery, large messages.
 *
 * <p>Promises between processes: a message is seen whole or not at all, by one consumer, once, in the order of its producer;
 * a put is visible to everybody when it returns. Everything that producers change is guarded by one robust lock, everything
 * that consumers change by another; whoever takes a lock over from the dead mends what that lock guards before it does
 * anything else. No code of users runs under a lock.
 *
 * <p>Imports {@code sync}, {@code codec}, {@code wait}, {@code segment} and {@code os}, and of the pipes in the package above
 * only what both have in common.
 */
@NullMarked
package io.tandem.channel.internal.queue;

import org.jspecify.annotations.NullMarked;
