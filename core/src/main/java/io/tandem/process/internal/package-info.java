/**
 * How children are described, spawned, watched and ended, and what runs in them before their target.
 *
 * <p>{@code ChildLauncher} does a start from end to end; {@code Child} is the state of one that runs, {@code ChildHandle}
 * what users hold of it, {@code Children} all of them. {@code ChildMain} is the other side.
 *
 * <p>Promises between processes: a child's failure is read only once the child is dead, and only from a state that promises one;
 * a child sees its parent's death, whatever killed it.
 *
 * <p>Imports {@code wait}, {@code codec}, {@code segment}, {@code function} and {@code os}; channels and values aren't known
 * here.
 */
@NullMarked
package io.tandem.process.internal;

import org.jspecify.annotations.NullMarked;
