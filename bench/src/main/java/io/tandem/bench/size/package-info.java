/** Messages one way by their size: pipes, and what others use in their place. */
@NullMarked
package io.tandem.bench.size;

import org.jspecify.annotations.NullMarked;
