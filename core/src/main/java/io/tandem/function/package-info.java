/**
 * Functions that travel to other processes: serializable, and free to throw.
 *
 * <p>{@link io.tandem.function.RemoteRunnable} is what {@code ChildProcess} runs; the others are for calls
 * that bring a value or take one, and may be sent in messages.
 *
 * <p>Promises nothing between processes: how a function travels is the matter of {@code codec}. Imports nothing of Tandem.
 */
@NullMarked
package io.tandem.function;

import org.jspecify.annotations.NullMarked;
