/**
 * Starting, watching and ending child processes. {@link io.tandem.process.ChildProcess} runs a lambda in a JVM of its own;
 * {@link io.tandem.process.RunningProcess} is this process or its parent.
 *
 * <p>Promises between processes: a child is seen to end exactly once, with its true exit code or signal; a daemon never
 * outlives its parent by more than a second, however the parent died; a start that fails leaves nothing behind.
 *
 * <p>Imports {@code wait}, {@code codec}, {@code segment}, {@code function} and {@code os}; nothing that shares data
 * between processes (channels, values) is known here.
 *
 * @serial exclude
 */
@NullMarked
package io.tandem.process;

import org.jspecify.annotations.NullMarked;
