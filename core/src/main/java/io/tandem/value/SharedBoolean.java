package io.tandem.value;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.value.internal.BooleanValue;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * A boolean that processes share, with the operations of {@link java.util.concurrent.atomic.AtomicBoolean}.
 *
 * <pre>{@code
 * try (SharedBoolean done = SharedBoolean.create();
 *         var child = ChildProcess.start(() -> done.set(true))) {
 *     System.out.println(done.get());
 * }
 * }</pre>
 *
 * <p>Safe for threads and processes; each call is atomic, and a process that is killed in one has made it or hasn't. Memory is ordered
 * as by the methods of {@link java.lang.invoke.VarHandle} of the same names. Every call throws {@link IllegalStateException} if the
 * handle is closed. Handles travel inside lambdas and messages.
 */
public interface SharedBoolean extends SharedValue {
    /**
     * A value without a name, in the current domain: false.
     *
     * @return a handle.
     */
    static SharedBoolean create() {
        return builder().create();
    }

    /**
     * A value without a name, in the current domain.
     *
     * @param initialValue it starts with.
     * @return a handle.
     */
    static SharedBoolean create(final boolean initialValue) {
        return builder().initialValue(initialValue).create();
    }

    /** {@return options of a value} */
    static Builder builder() {
        return BooleanValue.builder();
    }

    /**
     * Removes a name from the current domain; users of the value go on.
     *
     * @param name of a value, whatever its type.
     * @return false if there was none.
     */
    static boolean delete(final String name) {
        return delete(Domain.current(), name);
    }

    /**
     * Removes a name; users of the value go on.
     *
     * @param domain it is in.
     * @param name   of a value, whatever its type.
     * @return false if there was none.
     */
    static boolean delete(final Domain domain, final String name) {
        return Segment.delete(domain, name, ObjectKind.VALUE);
    }

    /** {@return the value} Ordered as a volatile read. */
    boolean get();

    /**
     * Sets the value, ordered as a volatile write.
     *
     * @param value new.
     */
    void set(boolean value);

    /** {@return the value} Ordered with nothing. */
    boolean getPlain();

    /**
     * Sets the value, ordered with nothing.
     *
     * @param value new.
     */
    void setPlain(boolean value);

    /** {@return the value} In the order in which it was changed, and in no other. */
    boolean getOpaque();

    /**
     * Sets the value, seen in the order in which it is changed, and in no other.
     *
     * @param value new.
     */
    void setOpaque(boolean value);

    /** {@return the value} Nothing that follows is done before it was read. */
    boolean getAcquire();

    /**
     * Sets the value; what was done before <i>happens-before</i> what follows a {@link #getAcquire()} that reads it.
     *
     * @param value new.
     */
    void setRelease(boolean value);

    /**
     * Sets the value if it is as expected. Ordered as a volatile read and write.
     *
     * @param expected value.
     * @param update   new value.
     * @return whether it was set.
     */
    boolean compareAndSet(boolean expected, boolean update);

    /**
     * Sets the value if it is as expected. Ordered as a volatile read and write.
     *
     * @param expected value.
     * @param update   new value.
     * @return the value before: what was expected, if it was set.
     */
    boolean compareAndExchange(boolean expected, boolean update);

    /**
     * Sets the value. Ordered as a volatile read and write.
     *
     * @param value new.
     * @return the value before.
     */
    boolean getAndSet(boolean value);

    /**
     * Changes the value by an operator: what it gives is set if nobody has changed the value meanwhile; else it is called again.
     *
     * @param operator without effects of its own; what it throws comes out of here, and the value stays.
     * @return the value before.
     */
    default boolean getAndUpdate(UnaryOperator<Boolean> operator) {
        while (true) {
            final boolean before = get();
            final boolean after = operator.apply(before);
            if (compareAndSet(before, after)) {
                return before;
            }
        }
    }

    /**
     * Changes the value by an operator: what it gives is set if nobody has changed the value meanwhile; else it is called again.
     *
     * @param operator without effects of its own; what it throws comes out of here, and the value stays.
     * @return the new value.
     */
    default boolean updateAndGet(UnaryOperator<Boolean> operator) {
        while (true) {
            final boolean before = get();
            final boolean after = operator.apply(before);
            if (compareAndSet(before, after)) {
                return after;
            }
        }
    }

    /**
     * Changes the value by an operator on it and another: what it gives is set if nobody has changed the value meanwhile; else it is called again.
     *
     * @param operand  second of the operator.
     * @param operator without effects of its own; what it throws comes out of here, and the value stays.
     * @return the value before.
     */
    default boolean getAndAccumulate(boolean operand, BinaryOperator<Boolean> operator) {
        while (true) {
            final boolean before = get();
            final boolean after = operator.apply(before, operand);
            if (compareAndSet(before, after)) {
                return before;
            }
        }
    }

    /**
     * Changes the value by an operator on it and another: what it gives is set if nobody has changed the value meanwhile; else it is called again.
     *
     * @param operand  second of the operator.
     * @param operator without effects of its own; what it throws comes out of here, and the value stays.
     * @return the new value.
     */
    default boolean accumulateAndGet(boolean operand, BinaryOperator<Boolean> operator) {
        while (true) {
            final boolean before = get();
            final boolean after = operator.apply(before, operand);
            if (compareAndSet(before, after)) {
                return after;
            }
        }
    }

    /**
     * Combines the value with a mask by a logical and.
     *
     * @param mask second of the operation.
     * @return the value before.
     */
    default boolean getAndBitwiseAnd(boolean mask) {
        return getAndAccumulate(mask, (value, by) -> value && by);
    }

    /**
     * Combines the value with a mask by a logical or.
     *
     * @param mask second of the operation.
     * @return the value before.
     */
    default boolean getAndBitwiseOr(boolean mask) {
        return getAndAccumulate(mask, (value, by) -> value || by);
    }

    /**
     * Combines the value with a mask by a logical exclusive or.
     *
     * @param mask second of the operation.
     * @return the value before.
     */
    default boolean getAndBitwiseXor(boolean mask) {
        return getAndAccumulate(mask, (value, by) -> value ^ by);
    }

    /** Options of a value. */
    interface Builder extends SharedObject.Builder<SharedBoolean, Builder> {
        /**
         * The value it starts with. Default: false. One that exists already keeps its own.
         *
         * @param value any.
         * @return this.
         */
        Builder initialValue(boolean value);
    }
}
