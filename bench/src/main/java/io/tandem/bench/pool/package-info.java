/** What {@code bench/run pool} measures: tasks done by other workers. */
@NullMarked
package io.tandem.bench.pool;

import org.jspecify.annotations.NullMarked;
