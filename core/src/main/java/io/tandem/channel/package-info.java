/**
 * Messages between processes: {@link io.tandem.channel.SharedQueue}, for any number of them, and
 * {@link io.tandem.channel.SharedPipe} with its {@link io.tandem.channel.Connection}s, for two. Imports {@code sync},
 * {@code codec}, {@code wait}, {@code segment}.
 *
 * <p>Promises between processes: what was put or sent is visible when the call returns, and is received whole, once, in the
 * order of its sender. Whoever is killed, at whatever instant, keeps nobody waiting: the others are told, or go on.
 *
 * @serial exclude
 */
@NullMarked
package io.tandem.channel;

import org.jspecify.annotations.NullMarked;
