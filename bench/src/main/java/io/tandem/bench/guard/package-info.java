/** Holds what was reached: the few ratios that matter, measured in a short time and compared with bounds in a file. */
@NullMarked
package io.tandem.bench.guard;

import org.jspecify.annotations.NullMarked;
