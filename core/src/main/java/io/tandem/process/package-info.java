/**
 * Starting, watching and ending child processes. Imports {@code wait}, {@code codec}, {@code segment},
 * {@code function}.
 */
@NullMarked
package io.tandem.process;

import org.jspecify.annotations.NullMarked;
