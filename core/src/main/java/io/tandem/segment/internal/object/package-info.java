/**
 * What objects have in common that are one segment and nothing more: builders, handles, closing and travelling. Imports
 * {@code segment} and {@code os} alone; what the memory means isn't known here.
 *
 * <p>Between processes it promises what {@link io.tandem.segment.internal.Segment} does: exactly one of many racing processes
 * creates a name, and an object without a name goes with its last holder.
 */
@NullMarked
package io.tandem.segment.internal.object;

import org.jspecify.annotations.NullMarked;
