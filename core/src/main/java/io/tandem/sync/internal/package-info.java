/**
 * The robust lock word, on which everything here is built. Imports {@code wait}, {@code segment} and {@code os}.
 *
 * <p>Promises between processes: there is no instant at which a held lock has no known owner, and nobody waits for the dead.
 */
@NullMarked
package io.tandem.sync.internal;

import org.jspecify.annotations.NullMarked;
