/**
 * Synchronizers that survive their owners: {@link io.tandem.sync.SharedLock} with its conditions,
 * {@link io.tandem.sync.SharedReadWriteLock} and {@link io.tandem.sync.SharedSemaphore}. An
 * {@link io.tandem.sync.OwnerDiedException} tells that an owner died; the robust lock under them is internal.
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
