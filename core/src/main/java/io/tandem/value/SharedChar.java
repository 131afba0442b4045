package io.tandem.value;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.value.internal.CharValue;
import io.tandem.value.internal.Ranges;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * A char that processes share, with atomic operations that have the names of those of {@link java.util.concurrent.atomic.AtomicLong}.
 *
 * <pre>{@code
 * try (SharedChar grade = SharedChar.create('C');
 *         var child = ChildProcess.start(() -> grade.set('B'))) {
 *     System.out.println(grade.get());
 * }
 * }</pre>
 *
 * <p>Operators take and give ints; a result is narrowed as a cast to char does it.
 * Sums wrap around likewise; the exact forms throw instead.
 *
 * <p>Safe for threads and processes; each call is atomic, and a process that is killed in one has made it or hasn't. Memory is ordered
 * as by the methods of {@link java.lang.invoke.VarHandle} of the same names. Every call throws {@link IllegalStateException} if the
 * handle is closed. Handles travel inside lambdas and messages.
 */
public interface SharedChar extends SharedValue {
    /**
     * A value without a name, in the current domain: 0.
     *
     * @return a handle.
     */
    static SharedChar create() {
        return builder().create();
    }

    /**
     * A value without a name, in the current domain.
     *
     * @param initialValue it starts with.
     * @return a handle.
     */
    static SharedChar create(final char initialValue) {
        return builder().initialValue(initialValue).create();
    }

    /** {@return options of a value} */
    static Builder builder() {
        return CharValue.builder();
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
    char get();

    /**
     * Sets the value, ordered as a volatile write.
     *
     * @param value new.
     */
    void set(char value);

    /** {@return the value} Ordered with nothing. */
    char getPlain();

    /**
     * Sets the value, ordered with nothing.
     *
     * @param value new.
     */
    void setPlain(char value);

    /** {@return the value} In the order in which it was changed, and in no other. */
    char getOpaque();

    /**
     * Sets the value, seen in the order in which it is changed, and in no other.
     *
     * @param value new.
     */
    void setOpaque(char value);

    /** {@return the value} Nothing that follows is done before it was read. */
    char getAcquire();

    /**
     * Sets the value; what was done before <i>happens-before</i> what follows a {@link #getAcquire()} that reads it.
     *
     * @param value new.
     */
    void setRelease(char value);

    /**
     * Sets the value if it is as expected. Ordered as a volatile read and write.
     *
     * @param expected value.
     * @param update   new value.
     * @return whether it was set.
     */
    boolean compareAndSet(char expected, char update);

    /**
     * Sets the value if it is as expected. Ordered as a volatile read and write.
     *
     * @param expected value.
     * @param update   new value.
     * @return the value before: what was expected, if it was set.
     */
    char compareAndExchange(char expected, char update);

    /**
     * Sets the value. Ordered as a volatile read and write.
     *
     * @param value new.
     * @return the value before.
     */
    char getAndSet(char value);

    /**
     * Changes the value by an operator: what it gives is set if nobody has changed the value meanwhile; else it is called again.
     *
     * @param operator without effects of its own; what it throws comes out of here, and the value stays.
     * @return the value before.
     */
    default char getAndUpdate(IntUnaryOperator operator) {
        while (true) {
            final char before = get();
            final char after = (char) operator.applyAsInt(before);
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
    default char updateAndGet(IntUnaryOperator operator) {
        while (true) {
            final char before = get();
            final char after = (char) operator.applyAsInt(before);
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
    default char getAndAccumulate(char operand, IntBinaryOperator operator) {
        while (true) {
            final char before = get();
            final char after = (char) operator.applyAsInt(before, operand);
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
    default char accumulateAndGet(char operand, IntBinaryOperator operator) {
        while (true) {
            final char before = get();
            final char after = (char) operator.applyAsInt(before, operand);
            if (compareAndSet(before, after)) {
                return after;
            }
        }
    }

    /**
     * Adds atomically, which wraps around.
     *
     * @param delta to add.
     * @return the value before.
     */
    default char getAndAdd(char delta) {
        return getAndAccumulate(delta, Integer::sum);
    }

    /**
     * Adds atomically, which wraps around.
     *
     * @param delta to add.
     * @return the new value.
     */
    default char addAndGet(char delta) {
        return (char) (getAndAdd(delta) + delta);
    }

    /**
     * Adds 1, which wraps around.
     *
     * @return the value before.
     */
    default char getAndIncrement() {
        return getAndAdd((char) 1);
    }

    /**
     * Takes 1 away, which wraps around.
     *
     * @return the value before.
     */
    default char getAndDecrement() {
        return getAndAdd(Character.MAX_VALUE);
    }

    /**
     * Adds 1, which wraps around.
     *
     * @return the new value.
     */
    default char incrementAndGet() {
        return addAndGet((char) 1);
    }

    /**
     * Takes 1 away, which wraps around.
     *
     * @return the new value.
     */
    default char decrementAndGet() {
        return addAndGet(Character.MAX_VALUE);
    }

    /**
     * Adds, and never wraps around.
     *
     * @param operand second of the operation.
     * @return the new value.
     * @throws ArithmeticException if the result is no char; the value stays as it is.
     */
    default char addExact(char operand) {
        return accumulateAndGet(operand, (value, by) -> Ranges.charOf((long) value + by));
    }

    /**
     * Takes away, and never wraps around.
     *
     * @param operand second of the operation.
     * @return the new value.
     * @throws ArithmeticException if the result is no char; the value stays as it is.
     */
    default char subtractExact(char operand) {
        return accumulateAndGet(operand, (value, by) -> Ranges.charOf((long) value - by));
    }

    /**
     * Multiplies, and never wraps around.
     *
     * @param operand second of the operation.
     * @return the new value.
     * @throws ArithmeticException if the result is no char; the value stays as it is.
     */
    default char multiplyExact(char operand) {
        return accumulateAndGet(operand, (value, by) -> Ranges.charOf((long) value * by));
    }

    /**
     * Combines the value with a mask by a bitwise and.
     *
     * @param mask second of the operation.
     * @return the value before.
     */
    default char getAndBitwiseAnd(char mask) {
        return getAndAccumulate(mask, (value, by) -> value & by);
    }

    /**
     * Combines the value with a mask by a bitwise or.
     *
     * @param mask second of the operation.
     * @return the value before.
     */
    default char getAndBitwiseOr(char mask) {
        return getAndAccumulate(mask, (value, by) -> value | by);
    }

    /**
     * Combines the value with a mask by a bitwise exclusive or.
     *
     * @param mask second of the operation.
     * @return the value before.
     */
    default char getAndBitwiseXor(char mask) {
        return getAndAccumulate(mask, (value, by) -> value ^ by);
    }

    /** Options of a value. */
    interface Builder extends SharedObject.Builder<SharedChar, Builder> {
        /**
         * The value it starts with. Default: 0. One that exists already keeps its own.
         *
         * @param value any.
         * @return this.
         */
        Builder initialValue(char value);
    }
}
