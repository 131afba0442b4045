/**
 * What opens for all who wait at it, and what such objects have in common: {@link io.tandem.sync.internal.gate.GateHandle}.
 *
 * <p>Promises between processes: the state is one word, which nobody owns, so that a death at any instant leaves it as it was
 * or as it was to be; and whoever opens a gate never waits for those behind it.
 *
 * <p>Imports {@code wait}, {@code segment} and {@code os}.
 */
@NullMarked
package io.tandem.sync.internal.gate;

import org.jspecify.annotations.NullMarked;
