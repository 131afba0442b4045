/** What {@code bench/run load} measures: latency at fixed rates, counted from when a message was due. */
@NullMarked
package io.tandem.bench.load;

import org.jspecify.annotations.NullMarked;
