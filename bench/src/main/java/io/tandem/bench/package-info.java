/**
 * Benchmarks between two processes. A subject is measured against another in turn, in short slices inside the same pair
 * of JVMs, with a reference ping-pong between the slices, and told as a ratio.
 */
@NullMarked
package io.tandem.bench;

import org.jspecify.annotations.NullMarked;
