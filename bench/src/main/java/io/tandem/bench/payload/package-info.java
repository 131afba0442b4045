/** Messages that subjects of several packages send: every byte is written, read and checked. */
@NullMarked
package io.tandem.bench.payload;

import org.jspecify.annotations.NullMarked;
