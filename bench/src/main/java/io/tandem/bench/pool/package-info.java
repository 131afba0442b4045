/** What {@code bench/run pool} measures: tasks done by worker processes. */
@NullMarked
package io.tandem.bench.pool;

import org.jspecify.annotations.NullMarked;
