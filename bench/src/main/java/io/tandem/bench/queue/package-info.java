/** What {@code bench/run queue} measures: shared queues, and what else carries messages from many threads to many. */
@NullMarked
package io.tandem.bench.queue;

import org.jspecify.annotations.NullMarked;
