/**
 * What shared values are made of: a word of memory of one of two widths, a face for each type, and a lock beside it. Imports
 * {@code sync}, {@code codec}, {@code segment} and {@code os}.
 */
@NullMarked
package io.tandem.value.internal;

import org.jspecify.annotations.NullMarked;
