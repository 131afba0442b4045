/**
 * Spinning, then sleeping, until another process has done something. Imports {@code segment} and {@code os} alone.
 *
 * @serial exclude
 */
@NullMarked
package io.tandem.wait;

import org.jspecify.annotations.NullMarked;
