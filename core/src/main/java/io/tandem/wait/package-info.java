/**
 * Spinning, then sleeping, until another process has done something: {@link io.tandem.wait.WaitPolicy} says how, and
 * {@link io.tandem.wait.WaitSet} waits for several things at once.
 *
 * <p>Promises between processes: whoever sleeps is woken by what it waits for, or looks again by itself within 50 ms, should
 * the one that was to wake it have died. Signalling makes no system call while nobody sleeps.
 *
 * <p>Imports {@code segment} and {@code os} alone; what is waited for (channels, locks, processes) isn't known here.
 *
 * @serial exclude
 */
@NullMarked
package io.tandem.wait;

import org.jspecify.annotations.NullMarked;
