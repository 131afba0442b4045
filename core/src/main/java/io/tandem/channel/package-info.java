/**
 * Messages between processes: {@link io.tandem.channel.SharedPipe} and {@link io.tandem.channel.Connection}. Imports
 * {@code sync}, {@code codec}, {@code wait}, {@code segment}.
 *
 * @serial exclude
 */
@NullMarked
package io.tandem.channel;

import org.jspecify.annotations.NullMarked;
