/** What {@code bench/run ipc} measures: pipes, and what they are compared with. */
@NullMarked
package io.tandem.bench.ipc;

import org.jspecify.annotations.NullMarked;
