/**
 * Values that processes share: one each ({@link io.tandem.value.SharedLong} and its kin), many in one file
 * ({@link io.tandem.value.SharedValues}), records read and written whole ({@link io.tandem.value.SharedRecord}), lists of
 * mixed values ({@link io.tandem.value.SharedList}), arrays of records ({@link io.tandem.value.SharedRecordArray}) and of all primitive
 * types ({@link io.tandem.value.SharedLongArray} and its kin), and plain memory ({@link io.tandem.value.SharedMemory}).
 *
 * <p>Promises between processes: nobody ever sees a value that nobody wrote, and a process that is killed at any instruction leaves the
 * one before or the one after. What takes several steps is guarded by a lock that is taken over on proof of its owner's death alone.
 *
 * <p>Imports {@code sync}, {@code codec}, {@code wait}, {@code segment} and {@code os}; never {@code channel}, {@code process} or what is above.
 */
@NullMarked
package io.tandem.value;

import org.jspecify.annotations.NullMarked;
