/** Queues and barriers of {@code java.util.concurrent} between two threads of the first process: the limit within one JVM. */
@NullMarked
package io.tandem.bench.jdk;

import org.jspecify.annotations.NullMarked;
