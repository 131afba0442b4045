/**
 * How segments are made, opened, held and swept, and how processes prove that they live. Imports {@code os} and
 * {@code segment} alone.
 *
 * <p>Every layout has one descriptor here; no literal offset stands anywhere else.
 */
@NullMarked
package io.tandem.segment.internal;

import org.jspecify.annotations.NullMarked;
