/**
 * How children are described, spawned, watched and ended, and what runs in them before their target. Imports
 * {@code wait}, {@code codec}, {@code segment}, {@code function} and {@code os}.
 *
 * <p>{@code ChildLauncher} does a start from end to end; {@code Child} is the state of one that runs, {@code ChildHandle}
 * what users hold of it, {@code Children} all of them. {@code ChildMain} is the other side.
 */
@NullMarked
package io.tandem.process.internal;

import org.jspecify.annotations.NullMarked;
