/**
 * Accounts of which process holds how many of something, and what the synchronizers that keep such have in common: an internal lock, in
 * which threads are for some nanoseconds, and a wait for what others hold.
 *
 * <p>Promises between processes: there is no instant at which a count has no known owner; what the dead hold comes back exactly once.
 *
 * <p>Imports {@code sync.internal}, {@code wait}, {@code segment} and {@code os}.
 */
@NullMarked
package io.tandem.sync.internal.account;

import org.jspecify.annotations.NullMarked;
