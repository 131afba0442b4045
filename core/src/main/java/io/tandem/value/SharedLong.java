package io.tandem.value;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.value.internal.LongValue;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * A long that processes share, with the operations of {@link java.util.concurrent.atomic.AtomicLong}.
 *
 * <pre>{@code
 * try (SharedLong hits = SharedLong.create();
 *         var child = ChildProcess.start(() -> hits.getAndAdd(1))) {
 *     hits.getAndAdd(1);
 * }
 * }</pre>
 *
 * <p>Sums wrap around; the exact forms throw instead.
 *
 * <p>Safe for threads and processes; each call is atomic, and a process that is killed in one has made it or hasn't. Memory is ordered
 * as by the methods of {@link java.lang.invoke.VarHandle} of the same names. Every call throws {@link IllegalStateException} if the
 * handle is closed. Handles travel inside lambdas and messages.
 */
public interface SharedLong extends SharedValue {
    /**
     * A value without a name, in the current domain: 0.
     *
     * @return a handle.
     */
    static SharedLong create() {
        return builder().create();
    }

    /**
     * A value without a name, in the current domain.
     *
     * @param initialValue it starts with.
     * @return a handle.
     */
    static SharedLong create(final long initialValue) {
        return builder().initialValue(initialValue).create();
    }

    /** {@return options of a value} */
    static Builder builder() {
        return LongValue.builder();
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
    long get();

    /**
     * Sets the value, ordered as a volatile write.
     *
     * @param value new.
     */
    void set(long value);

    /** {@return the value} Ordered with nothing. */
    long getPlain();

    /**
     * Sets the value, ordered with nothing.
     *
     * @param value new.
     */
    void setPlain(long value);

    /** {@return the value} In the order in which it was changed, and in no other. */
    long getOpaque();

    /**
     * Sets the value, seen in the order in which it is changed, and in no other.
     *
     * @param value new.
     */
    void setOpaque(long value);

    /** {@return the value} Nothing that follows is done before it was read. */
    long getAcquire();

    /**
     * Sets the value; what was done before <i>happens-before</i> what follows a {@link #getAcquire()} that reads it.
     *
     * @param value new.
     */
    void setRelease(long value);

    /**
     * Sets the value if it is as expected. Ordered as a volatile read and write.
     *
     * @param expected value.
     * @param update   new value.
     * @return whether it was set.
     */
    boolean compareAndSet(long expected, long update);

    /**
     * Sets the value if it is as expected. Ordered as a volatile read and write.
     *
     * @param expected value.
     * @param update   new value.
     * @return the value before: what was expected, if it was set.
     */
    long compareAndExchange(long expected, long update);

    /**
     * Sets the value. Ordered as a volatile read and write.
     *
     * @param value new.
     * @return the value before.
     */
    long getAndSet(long value);

    /**
     * Changes the value by an operator: what it gives is set if nobody has changed the value meanwhile; else it is called again.
     *
     * @param operator without effects of its own; what it throws comes out of here, and the value stays.
     * @return the value before.
     */
    default long getAndUpdate(LongUnaryOperator operator) {
        while (true) {
            final long before = get();
            final long after = operator.applyAsLong(before);
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
    default long updateAndGet(LongUnaryOperator operator) {
        while (true) {
            final long before = get();
            final long after = operator.applyAsLong(before);
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
    default long getAndAccumulate(long operand, LongBinaryOperator operator) {
        while (true) {
            final long before = get();
            final long after = operator.applyAsLong(before, operand);
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
    default long accumulateAndGet(long operand, LongBinaryOperator operator) {
        while (true) {
            final long before = get();
            final long after = operator.applyAsLong(before, operand);
            if (compareAndSet(before, after)) {
                return after;
            }
        }
    }

    /**
     * Adds atomically, which wraps around.
     *
     * @param delta to add; may be negative.
     * @return the value before.
     */
    long getAndAdd(long delta);

    /**
     * Adds atomically, which wraps around.
     *
     * @param delta to add; may be negative.
     * @return the new value.
     */
    default long addAndGet(long delta) {
        return getAndAdd(delta) + delta;
    }

    /**
     * Adds 1, which wraps around.
     *
     * @return the value before.
     */
    default long getAndIncrement() {
        return getAndAdd(1);
    }

    /**
     * Takes 1 away, which wraps around.
     *
     * @return the value before.
     */
    default long getAndDecrement() {
        return getAndAdd(-1);
    }

    /**
     * Adds 1, which wraps around.
     *
     * @return the new value.
     */
    default long incrementAndGet() {
        return addAndGet(1);
    }

    /**
     * Takes 1 away, which wraps around.
     *
     * @return the new value.
     */
    default long decrementAndGet() {
        return addAndGet(-1);
    }

    /**
     * Adds, and never wraps around.
     *
     * @param operand second of the operation.
     * @return the new value.
     * @throws ArithmeticException if the result is no long; the value stays as it is.
     */
    default long addExact(long operand) {
        return accumulateAndGet(operand, Math::addExact);
    }

    /**
     * Takes away, and never wraps around.
     *
     * @param operand second of the operation.
     * @return the new value.
     * @throws ArithmeticException if the result is no long; the value stays as it is.
     */
    default long subtractExact(long operand) {
        return accumulateAndGet(operand, Math::subtractExact);
    }

    /**
     * Multiplies, and never wraps around.
     *
     * @param operand second of the operation.
     * @return the new value.
     * @throws ArithmeticException if the result is no long; the value stays as it is.
     */
    default long multiplyExact(long operand) {
        return accumulateAndGet(operand, Math::multiplyExact);
    }

    /**
     * Combines the value with a mask by a bitwise and.
     *
     * @param mask second of the operation.
     * @return the value before.
     */
    default long getAndBitwiseAnd(long mask) {
        return getAndAccumulate(mask, (value, by) -> value & by);
    }

    /**
     * Combines the value with a mask by a bitwise or.
     *
     * @param mask second of the operation.
     * @return the value before.
     */
    default long getAndBitwiseOr(long mask) {
        return getAndAccumulate(mask, (value, by) -> value | by);
    }

    /**
     * Combines the value with a mask by a bitwise exclusive or.
     *
     * @param mask second of the operation.
     * @return the value before.
     */
    default long getAndBitwiseXor(long mask) {
        return getAndAccumulate(mask, (value, by) -> value ^ by);
    }

    /** Options of a value. */
    interface Builder extends SharedObject.Builder<SharedLong, Builder> {
        /**
         * The value it starts with. Default: 0. One that exists already keeps its own.
         *
         * @param value any.
         * @return this.
         */
        Builder initialValue(long value);
    }
}
