/**
 * The semaphore: permits, and accounts of which process holds how many of them.
 *
 * <p>Promises between processes: a permit is free or held by a known process, at any instant; those of the dead come back exactly once.
 *
 * <p>Imports {@code sync.internal} and its accounts, {@code wait}, {@code segment} and {@code os}.
 */
@NullMarked
package io.tandem.sync.internal.semaphore;

import org.jspecify.annotations.NullMarked;
