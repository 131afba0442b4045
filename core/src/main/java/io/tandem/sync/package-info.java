/**
 * Synchronizers that survive their owners. Imports {@code wait}, {@code segment} and {@code os}.
 *
 * @serial exclude
 */
@NullMarked
package io.tandem.sync;

import org.jspecify.annotations.NullMarked;
