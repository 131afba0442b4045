/** An index of a source tree that several processes build in a manager's server: {@code examples/run index}. */
@NullMarked
package io.tandem.examples.index;

import org.jspecify.annotations.NullMarked;
