/**
 * JMH benchmarks: of what happens inside one JVM, and of throughput between two, the second of which a benchmark's state starts
 * and ends.
 */
@NullMarked
package io.tandem.bench.jmh;

import org.jspecify.annotations.NullMarked;
