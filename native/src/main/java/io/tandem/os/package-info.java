/**
 * What only the operating system can do: start and watch processes, sleep and wake across processes, lock, allocate and
 * map files. {@link io.tandem.os.OperatingSystem} is the one narrow interface over all of it, the JDK's own file calls on
 * segments included, so that a test can make the n-th call fail.
 *
 * <p>Calls of its first half use the JDK alone. Calls of its second half need the native library, which is loaded when
 * it is first needed; {@link io.tandem.os.NativeLibrary} says whether it is there already, and loads it off-thread.
 *
 * <p>Nothing here knows of segments, names or messages; imports JNA and the JDK alone.
 *
 * @serial exclude
 */
@NullMarked
package io.tandem.os;

import org.jspecify.annotations.NullMarked;
