/**
 * Shared objects as files: domains, names, who holds what, and who is alive.
 *
 * <p>A {@link io.tandem.segment.Domain} is a directory of objects; one object is one memory-mapped file.
 *
 * <p>Promises between processes: an object is seen whole or not at all; whoever opens one that differs from what was asked for is
 * refused, with both values; an object without a name stays for as long as somebody who lives, or a message, holds it, and one with a name
 * until it is deleted. Nobody is taken for dead before the kernel says so.
 *
 * <p>Imports {@code os} alone; what objects contain isn't known here.
 *
 * @serial exclude
 */
@NullMarked
package io.tandem.segment;

import org.jspecify.annotations.NullMarked;
