/**
 * Work spread over worker processes: {@link io.tandem.pool.ProcessPool} for the items of a collection or stream and for single
 * tasks, {@link io.tandem.pool.ProcessPoolExecutor} for the same behind the JDK's interface.
 *
 * <p>Promises between processes: an item is worked on by one worker at a time; when a worker dies, exactly what it had begun and not yet
 * told of fails, or runs again if the pool was told so, and everything else goes on; a result is delivered once. Workers end
 * with the pool, and with the process that made it, however that ends.
 *
 * <p>Imports {@code process}, {@code channel}, {@code value}, {@code codec}, {@code wait}, {@code segment}, {@code function} and
 * {@code os}; {@code manager} isn't known here.
 *
 * @serial exclude
 */
@NullMarked
package io.tandem.pool;

import org.jspecify.annotations.NullMarked;
