/**
 * What shared values are made of. Three kinds of memory, most of it with a lock for its users beside it ({@link io.tandem.value.internal.Guard}):
 *
 * <ul>
 *   <li>words ({@link io.tandem.value.internal.WordMemory}), one or many, each changed in one step; a
 *       {@link io.tandem.value.internal.Face} of each type over them;
 *   <li>cells ({@link io.tandem.value.internal.CellMemory}), which hold what is longer in two copies, so that a death leaves one whole:
 *       a record, an array of records, a list;
 *   <li>regions ({@link io.tandem.value.internal.RegionHandle}), large and given back at once by a close: arrays of primitives, each type with
 *       a class of its own, and plain memory, which has no lock.
 * </ul>
 *
 * <p>Each {@code *Descriptor} says where everything lies and who may write it; each {@code *Builder} has the options of one kind of
 * object. The classes of the eight primitive types come from the templates in {@code src/main/templates}.
 *
 * <p>Imports {@code sync}, {@code codec}, {@code wait}, {@code segment} and {@code os}.
 */
@NullMarked
package io.tandem.value.internal;

import org.jspecify.annotations.NullMarked;
