/**
 * Programs that a newcomer runs and reads: {@code examples/run NAME}. Each has a {@code main} of its own and nothing in
 * common with the others, so that it can be copied. {@link io.tandem.examples.Main} finds them by name.
 */
@NullMarked
package io.tandem.examples;

import org.jspecify.annotations.NullMarked;
