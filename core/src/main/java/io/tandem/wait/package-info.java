/**
 * Spinning, then sleeping, until another process has done something. Imports {@code segment} and {@code os} alone.
 */
@NullMarked
package io.tandem.wait;

import org.jspecify.annotations.NullMarked;
