/** What {@code bench/run sync} measures: locks and other synchronizers, values, records and arrays. */
@NullMarked
package io.tandem.bench.sync;

import org.jspecify.annotations.NullMarked;
