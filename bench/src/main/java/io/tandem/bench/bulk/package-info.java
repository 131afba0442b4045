/** What {@code bench/run bulk} measures: messages of megabytes, copied in and copied out. */
@NullMarked
package io.tandem.bench.bulk;

import org.jspecify.annotations.NullMarked;
