/** Python's multiprocessing, by processes of its own. */
@NullMarked
package io.tandem.bench.python;

import org.jspecify.annotations.NullMarked;
