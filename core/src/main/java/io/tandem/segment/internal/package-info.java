/**
 * How segments are made, opened, held and swept, and how processes prove that they live. Imports {@code os} and
 * {@code segment} alone.
 *
 * <p>Every layout has one descriptor here; no literal offset stands anywhere else. Three groups:
 *
 * <ul>
 *   <li>The directory: {@code Domain*}, and what all files here need: {@code Opened}, {@code Space}, {@code Discard},
 *       {@code SharedBuffers}, {@code Layouts}. Knows neither segments nor locks.
 *   <li>Processes: {@code ProcessRegistry} in front; {@code ProcessFile}, {@code OwnProcess} and {@code ReservedNumber}
 *       (who holds which lock), {@code ProcessRecord}, {@code ProcessIdentity}, {@code OwnNumbers}; {@code Liveness}
 *       asks the kernel. Knows nothing of a segment's layout.
 *   <li>Segments: {@code Segment*}, {@code Holders}, {@code Transfer}, {@code Arrival}, {@code Configuration}, names; and
 *       {@code Sweep} with its callers, which removes what the dead of the second group left in all three.
 * </ul>
 *
 * <p>They are one package since they are bound in a ring: the first use of a domain by a process takes its number and
 * then sweeps, its end sweeps and then gives the number up, and a sweep asks the registry who lives. Packages of their own
 * would need two callbacks for that, and some forty members made public which nobody else may use.
 */
@NullMarked
package io.tandem.segment.internal;

import org.jspecify.annotations.NullMarked;
