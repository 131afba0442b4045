/**
 * Functions that travel to other processes: serializable, and free to throw.
 *
 * <p>Imports nothing of Tandem.
 */
@NullMarked
package io.tandem.function;

import org.jspecify.annotations.NullMarked;
