/** Chronicle Queue: what carries messages through files that keep them. */
@NullMarked
package io.tandem.bench.chronicle;

import org.jspecify.annotations.NullMarked;
