/**
 * Synchronizers that survive their owners: {@link io.tandem.sync.SharedSemaphore} and
 * {@link io.tandem.sync.SharedReadWriteLock}.
 * The robust lock under them is internal.
 *
 * <p>Promises between processes: nobody waits for the dead, and nobody alive, however slow, loses what it holds.
 *
 * <p>Imports {@code wait}, {@code segment} and {@code os}; what is guarded isn't known here.
 *
 * @serial exclude
 */
@NullMarked
package io.tandem.sync;

import org.jspecify.annotations.NullMarked;
