/**
 * How queues work: layout, the two sides and what they do under their locks, recovery, large messages. Imports
 * {@code codec}, {@code wait}, {@code sync}, {@code segment}.
 *
 * <p>Promises between processes: a message is seen whole or not at all, by one consumer, once, in the order of its producer;
 * a put is visible to everybody when it returns. Everything that producers change is guarded by one robust lock, everything
 * that consumers change by another; whoever takes a lock over from the dead mends what that lock guards before it does
 * anything else. No code of users runs under a lock.
 */
@NullMarked
package io.tandem.channel.internal.queue;

import org.jspecify.annotations.NullMarked;
