/** What {@code bench/run start} measures: how long it takes until another process is at its first line, and until it has ended. */
@NullMarked
package io.tandem.bench.start;

import org.jspecify.annotations.NullMarked;
