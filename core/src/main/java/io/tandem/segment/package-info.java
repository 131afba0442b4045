/**
 * Shared objects as files: domains, names, who holds what, and who is alive.
 *
 * <p>A {@link io.tandem.segment.Domain} is a directory of objects; one object is one memory-mapped file. Imports
 * {@code os} alone.
 *
 * @serial exclude
 */
@NullMarked
package io.tandem.segment;

import org.jspecify.annotations.NullMarked;
