/** What {@code bench/run start} measures: how long it takes until another process is at its first line. */
@NullMarked
package io.tandem.bench.start;

import org.jspecify.annotations.NullMarked;
