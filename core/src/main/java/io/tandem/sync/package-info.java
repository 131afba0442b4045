/**
 * Synchronizers that survive their owners: {@link io.tandem.sync.SharedLock} with its conditions,
 * {@link io.tandem.sync.SharedReadWriteLock} and {@link io.tandem.sync.SharedSemaphore}; {@link io.tandem.sync.SharedEvent} and
 * {@link io.tandem.sync.SharedLatch}, which nobody owns; and {@link io.tandem.sync.SharedBarrier}, which a dead party breaks. An
 * {@link io.tandem.sync.OwnerDiedException} tells that an owner died; the robust lock under them is internal.
 *
 * <p>Promises between processes: nobody waits for the dead, and nobody alive, however slow, loses what it holds.
 *
 * <p>Imports {@code wait}, {@code segment}, {@code function} and {@code os}; what is guarded isn't known here.
 *
 * @serial exclude
 */
@NullMarked
package io.tandem.sync;

import org.jspecify.annotations.NullMarked;
