/**
 * The robust lock word. Imports {@code wait}, {@code segment} and {@code os}.
 */
@NullMarked
package io.tandem.sync.internal;

import org.jspecify.annotations.NullMarked;
