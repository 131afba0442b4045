/**
 * The shared lock: a robust lock word with a count of holds, a record of who holds it, and named conditions. Imports {@code wait},
 * {@code segment} and {@code os}.
 *
 * <p>Between processes it promises that nobody waits for the dead, that a death is told until it is recovered, and that a signal
 * reaches somebody who waits, if not at once, then within a slice of 50 ms.
 */
@NullMarked
package io.tandem.sync.internal.lock;

import org.jspecify.annotations.NullMarked;
