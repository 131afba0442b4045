/** Aeron IPC: what carries messages through its media driver's memory. */
@NullMarked
package io.tandem.bench.aeron;

import org.jspecify.annotations.NullMarked;
