/**
 * Synchronizers that survive their owners: so far {@link io.tandem.sync.OwnerDiedException}, with which they will tell that
 * one died; the robust lock under them is internal. Imports {@code wait}, {@code segment} and {@code os}.
 *
 * @serial exclude
 */
@NullMarked
package io.tandem.sync;

import org.jspecify.annotations.NullMarked;
