package io.tandem.value;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.value.internal.ValuesBuilder;

/**
 * Many small values in one piece of shared memory: ten thousand counters are one file. Each has a slot, and the type of who first
 * asked for it.
 *
 * <pre>{@code
 * try (SharedValues values = SharedValues.create(10_000)) {
 *     SharedLong hits = values.longAt(7);
 *     hits.getAndAdd(1);
 * }
 * }</pre>
 *
 * <p>Slots have the operations of values of their own; each is 0 or false at first. They travel alone, inside lambdas and messages. Closing
 * a slot closes that handle alone; closing this one closes the slots that came from it. All slots share one lock, that of this object: a
 * change of several of them is one {@code withLock}.
 *
 * <p>A dense slot takes 16 bytes, so that up to eight stand within 128: processes that change neighbours often slow each other down.
 * {@link Builder#padded()} gives each 128 bytes of its own.
 *
 * <p>Safe for threads and processes; a process that is killed harms nobody. Every call throws {@link IllegalStateException} if the handle is
 * closed.
 */
public interface SharedValues extends SharedValue {
    /**
     * Dense values without a name, in the current domain.
     *
     * @param count of slots, 1 or more.
     * @return a handle.
     */
    static SharedValues create(final int count) {
        return builder(count).create();
    }

    /**
     * Values with options.
     *
     * @param count of slots: 1 to 134,217,711 dense ones, or to 16,777,213 padded ones.
     * @return their options.
     */
    static Builder builder(final int count) {
        return new ValuesBuilder(count);
    }

    /**
     * Removes a name from the current domain; users of the values go on.
     *
     * @param name of such values.
     * @return false if there was none.
     */
    static boolean delete(final String name) {
        return delete(Domain.current(), name);
    }

    /**
     * Removes a name; users of the values go on.
     *
     * @param domain they are in.
     * @param name   of such values.
     * @return false if there was none.
     */
    static boolean delete(final Domain domain, final String name) {
        return Segment.delete(domain, name, ObjectKind.VALUES);
    }

    /** {@return how many slots there are} */
    int size();

    /**
     * A long.
     *
     * @param index of its slot, from 0.
     * @return a handle of the slot.
     * @throws io.tandem.segment.IncompatibleException if the slot is used as another type.
     * @throws IndexOutOfBoundsException               if there is no such slot.
     */
    SharedLong longAt(int index);

    /**
     * An int.
     *
     * @param index of its slot, from 0.
     * @return a handle of the slot.
     * @throws io.tandem.segment.IncompatibleException if the slot is used as another type.
     * @throws IndexOutOfBoundsException               if there is no such slot.
     */
    SharedInt intAt(int index);

    /**
     * A double.
     *
     * @param index of its slot, from 0.
     * @return a handle of the slot.
     * @throws io.tandem.segment.IncompatibleException if the slot is used as another type.
     * @throws IndexOutOfBoundsException               if there is no such slot.
     */
    SharedDouble doubleAt(int index);

    /**
     * A float.
     *
     * @param index of its slot, from 0.
     * @return a handle of the slot.
     * @throws io.tandem.segment.IncompatibleException if the slot is used as another type.
     * @throws IndexOutOfBoundsException               if there is no such slot.
     */
    SharedFloat floatAt(int index);

    /**
     * A boolean.
     *
     * @param index of its slot, from 0.
     * @return a handle of the slot.
     * @throws io.tandem.segment.IncompatibleException if the slot is used as another type.
     * @throws IndexOutOfBoundsException               if there is no such slot.
     */
    SharedBoolean booleanAt(int index);

    /**
     * A short.
     *
     * @param index of its slot, from 0.
     * @return a handle of the slot.
     * @throws io.tandem.segment.IncompatibleException if the slot is used as another type.
     * @throws IndexOutOfBoundsException               if there is no such slot.
     */
    SharedShort shortAt(int index);

    /**
     * A byte.
     *
     * @param index of its slot, from 0.
     * @return a handle of the slot.
     * @throws io.tandem.segment.IncompatibleException if the slot is used as another type.
     * @throws IndexOutOfBoundsException               if there is no such slot.
     */
    SharedByte byteAt(int index);

    /**
     * A char.
     *
     * @param index of its slot, from 0.
     * @return a handle of the slot.
     * @throws io.tandem.segment.IncompatibleException if the slot is used as another type.
     * @throws IndexOutOfBoundsException               if there is no such slot.
     */
    SharedChar charAt(int index);

    /** Options of many values. */
    interface Builder extends SharedObject.Builder<SharedValues, Builder> {
        /**
         * Gives each slot 128 bytes, so that no two stand on one cache line. Default: 16 bytes.
         *
         * @return this.
         */
        Builder padded();
    }
}
