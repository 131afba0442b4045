/** What {@code bench/run sync} measures: locks, alone and contended by two processes. */
@NullMarked
package io.tandem.bench.sync;

import org.jspecify.annotations.NullMarked;
