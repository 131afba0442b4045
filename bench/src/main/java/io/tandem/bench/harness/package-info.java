/**
 * Two processes that measure subjects in turn: the driver, which is this JVM, and a peer that it starts. Knows nothing of
 * what is measured.
 */
@NullMarked
package io.tandem.bench.harness;

import org.jspecify.annotations.NullMarked;
