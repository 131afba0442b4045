/**
 * The event word and the one loop that waits on it. Imports {@code segment} and {@code os} alone.
 */
@NullMarked
package io.tandem.wait.internal;

import org.jspecify.annotations.NullMarked;
