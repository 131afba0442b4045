/** What {@code bench/run manager} measures: calls of objects that live in another process. */
@NullMarked
package io.tandem.bench.manager;

import org.jspecify.annotations.NullMarked;
