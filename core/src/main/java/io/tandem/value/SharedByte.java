package io.tandem.value;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.value.internal.ByteValue;
import io.tandem.value.internal.Ranges;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * A byte that processes share, with atomic operations that have the names of those of {@link java.util.concurrent.atomic.AtomicLong}.
 *
 * <pre>{@code
 * try (SharedByte level = SharedByte.create();
 *         var child = ChildProcess.start(() -> level.getAndIncrement())) {
 *     level.getAndIncrement();
 * }
 * }</pre>
 *
 * <p>Operators take and give ints; a result is narrowed as a cast to byte does it.
 * Sums wrap around likewise; the exact forms throw instead.
 *
 * <p>Safe for threads and processes; each call is atomic, and a process that is killed in one has made it or hasn't. Memory is ordered
 * as by the methods of {@link java.lang.invoke.VarHandle} of the same names. Every call throws {@link IllegalStateException} if the
 * handle is closed. Handles travel inside lambdas and messages.
 */
public interface SharedByte extends SharedValue {
    /**
     * A value without a name, in the current domain: 0.
     *
     * @return a handle.
     */
    static SharedByte create() {
        return builder().create();
    }

    /**
     * A value without a name, in the current domain.
     *
     * @param initialValue it starts with.
     * @return a handle.
     */
    static SharedByte create(final byte initialValue) {
        return builder().initialValue(initialValue).create();
    }

    /** {@return options of a value} */
    static Builder builder() {
        return ByteValue.builder();
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
    byte get();

    /**
     * Sets the value, ordered as a volatile write.
     *
     * @param value new.
     */
    void set(byte value);

    /** {@return the value} Ordered with nothing. */
    byte getPlain();

    /**
     * Sets the value, ordered with nothing.
     *
     * @param value new.
     */
    void setPlain(byte value);

    /** {@return the value} In the order in which it was changed, and in no other. */
    byte getOpaque();

    /**
     * Sets the value, seen in the order in which it is changed, and in no other.
     *
     * @param value new.
     */
    void setOpaque(byte value);

    /** {@return the value} Nothing that follows is done before it was read. */
    byte getAcquire();

    /**
     * Sets the value; what was done before <i>happens-before</i> what follows a {@link #getAcquire()} that reads it.
     *
     * @param value new.
     */
    void setRelease(byte value);

    /**
     * Sets the value if it is as expected. Ordered as a volatile read and write.
     *
     * @param expected value.
     * @param update   new value.
     * @return whether it was set.
     */
    boolean compareAndSet(byte expected, byte update);

    /**
     * Sets the value if it is as expected. Ordered as a volatile read and write.
     *
     * @param expected value.
     * @param update   new value.
     * @return the value before: what was expected, if it was set.
     */
    byte compareAndExchange(byte expected, byte update);

    /**
     * Sets the value. Ordered as a volatile read and write.
     *
     * @param value new.
     * @return the value before.
     */
    byte getAndSet(byte value);

    /**
     * Changes the value by an operator: what it gives is set if nobody has changed the value meanwhile; else it is called again.
     *
     * @param operator without effects of its own; what it throws comes out of here, and the value stays.
     * @return the value before.
     */
    default byte getAndUpdate(IntUnaryOperator operator) {
        while (true) {
            final byte before = get();
            final byte after = (byte) operator.applyAsInt(before);
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
    default byte updateAndGet(IntUnaryOperator operator) {
        while (true) {
            final byte before = get();
            final byte after = (byte) operator.applyAsInt(before);
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
    default byte getAndAccumulate(byte operand, IntBinaryOperator operator) {
        while (true) {
            final byte before = get();
            final byte after = (byte) operator.applyAsInt(before, operand);
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
    default byte accumulateAndGet(byte operand, IntBinaryOperator operator) {
        while (true) {
            final byte before = get();
            final byte after = (byte) operator.applyAsInt(before, operand);
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
    default byte getAndAdd(byte delta) {
        return getAndAccumulate(delta, Integer::sum);
    }

    /**
     * Adds atomically, which wraps around.
     *
     * @param delta to add; may be negative.
     * @return the new value.
     */
    default byte addAndGet(byte delta) {
        return (byte) (getAndAdd(delta) + delta);
    }

    /**
     * Adds 1, which wraps around.
     *
     * @return the value before.
     */
    default byte getAndIncrement() {
        return getAndAdd((byte) 1);
    }

    /**
     * Takes 1 away, which wraps around.
     *
     * @return the value before.
     */
    default byte getAndDecrement() {
        return getAndAdd((byte) -1);
    }

    /**
     * Adds 1, which wraps around.
     *
     * @return the new value.
     */
    default byte incrementAndGet() {
        return addAndGet((byte) 1);
    }

    /**
     * Takes 1 away, which wraps around.
     *
     * @return the new value.
     */
    default byte decrementAndGet() {
        return addAndGet((byte) -1);
    }

    /**
     * Adds, and never wraps around.
     *
     * @param operand second of the operation.
     * @return the new value.
     * @throws ArithmeticException if the result is no byte; the value stays as it is.
     */
    default byte addExact(byte operand) {
        return accumulateAndGet(operand, (value, by) -> Ranges.byteOf((long) value + by));
    }

    /**
     * Takes away, and never wraps around.
     *
     * @param operand second of the operation.
     * @return the new value.
     * @throws ArithmeticException if the result is no byte; the value stays as it is.
     */
    default byte subtractExact(byte operand) {
        return accumulateAndGet(operand, (value, by) -> Ranges.byteOf((long) value - by));
    }

    /**
     * Multiplies, and never wraps around.
     *
     * @param operand second of the operation.
     * @return the new value.
     * @throws ArithmeticException if the result is no byte; the value stays as it is.
     */
    default byte multiplyExact(byte operand) {
        return accumulateAndGet(operand, (value, by) -> Ranges.byteOf((long) value * by));
    }

    /**
     * Combines the value with a mask by a bitwise and.
     *
     * @param mask second of the operation.
     * @return the value before.
     */
    default byte getAndBitwiseAnd(byte mask) {
        return getAndAccumulate(mask, (value, by) -> value & by);
    }

    /**
     * Combines the value with a mask by a bitwise or.
     *
     * @param mask second of the operation.
     * @return the value before.
     */
    default byte getAndBitwiseOr(byte mask) {
        return getAndAccumulate(mask, (value, by) -> value | by);
    }

    /**
     * Combines the value with a mask by a bitwise exclusive or.
     *
     * @param mask second of the operation.
     * @return the value before.
     */
    default byte getAndBitwiseXor(byte mask) {
        return getAndAccumulate(mask, (value, by) -> value ^ by);
    }

    /** Options of a value. */
    interface Builder extends SharedObject.Builder<SharedByte, Builder> {
        /**
         * The value it starts with. Default: 0. One that exists already keeps its own.
         *
         * @param value any.
         * @return this.
         */
        Builder initialValue(byte value);
    }
}
