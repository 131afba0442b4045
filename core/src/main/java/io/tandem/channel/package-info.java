/**
 * Messages between processes: {@link io.tandem.channel.SharedQueue}, for any number of them, and
 * {@link io.tandem.channel.SharedPipe} with its {@link io.tandem.channel.Connection}s, for two.
 *
 * <p>Promises between processes: what was put or sent is visible when the call returns, and is received whole, once, in the
 * order of its sender. Whoever is killed, at whatever instant, keeps nobody waiting: the others are told, or go on.
 *
 * <p>Imports {@code sync}, {@code codec}, {@code wait} and {@code segment}; how processes come to be isn't known here.
 *
 * @serial exclude
 */
@NullMarked
package io.tandem.channel;

import org.jspecify.annotations.NullMarked;
