package io.tandem.value;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.value.internal.FloatValue;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * A float that processes share, with atomic operations that have the names of those of {@link java.util.concurrent.atomic.AtomicLong}.
 *
 * <pre>{@code
 * try (SharedFloat sum = SharedFloat.create();
 *         var child = ChildProcess.start(() -> sum.getAndAdd(0.5f))) {
 *     sum.getAndAdd(0.25f);
 * }
 * }</pre>
 *
 * <p><b>Comparing.</b> Values are compared by their raw bits, as Float.floatToRawIntBits gives them:
 * 0.0 isn't -0.0, and a NaN is itself.
 *
 * <p>Operators take and give doubles; a result is narrowed as a cast to float does it.
 *
 * <p>Safe for threads and processes; each call is atomic, and a process that is killed in one has made it or hasn't. Memory is ordered
 * as by the methods of {@link java.lang.invoke.VarHandle} of the same names. Every call throws {@link IllegalStateException} if the
 * handle is closed. Handles travel inside lambdas and messages.
 */
public interface SharedFloat extends SharedValue {
    /**
     * A value without a name, in the current domain: 0.
     *
     * @return a handle.
     */
    static SharedFloat create() {
        return builder().create();
    }

    /**
     * A value without a name, in the current domain.
     *
     * @param initialValue it starts with.
     * @return a handle.
     */
    static SharedFloat create(final float initialValue) {
        return builder().initialValue(initialValue).create();
    }

    /** {@return options of a value} */
    static Builder builder() {
        return FloatValue.builder();
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
    float get();

    /**
     * Sets the value, ordered as a volatile write.
     *
     * @param value new.
     */
    void set(float value);

    /** {@return the value} Ordered with nothing. */
    float getPlain();

    /**
     * Sets the value, ordered with nothing.
     *
     * @param value new.
     */
    void setPlain(float value);

    /** {@return the value} In the order in which it was changed, and in no other. */
    float getOpaque();

    /**
     * Sets the value, seen in the order in which it is changed, and in no other.
     *
     * @param value new.
     */
    void setOpaque(float value);

    /** {@return the value} Nothing that follows is done before it was read. */
    float getAcquire();

    /**
     * Sets the value; what was done before <i>happens-before</i> what follows a {@link #getAcquire()} that reads it.
     *
     * @param value new.
     */
    void setRelease(float value);

    /**
     * Sets the value if it is as expected, bit by bit. Ordered as a volatile read and write.
     *
     * @param expected value.
     * @param update   new value.
     * @return whether it was set.
     */
    boolean compareAndSet(float expected, float update);

    /**
     * Sets the value if it is as expected, bit by bit. Ordered as a volatile read and write.
     *
     * @param expected value.
     * @param update   new value.
     * @return the value before: what was expected, if it was set.
     */
    float compareAndExchange(float expected, float update);

    /**
     * Sets the value. Ordered as a volatile read and write.
     *
     * @param value new.
     * @return the value before.
     */
    float getAndSet(float value);

    /**
     * Changes the value by an operator: what it gives is set if nobody has changed the value meanwhile; else it is called again.
     *
     * @param operator without effects of its own; what it throws comes out of here, and the value stays.
     * @return the value before.
     */
    default float getAndUpdate(DoubleUnaryOperator operator) {
        while (true) {
            final float before = get();
            final float after = (float) operator.applyAsDouble(before);
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
    default float updateAndGet(DoubleUnaryOperator operator) {
        while (true) {
            final float before = get();
            final float after = (float) operator.applyAsDouble(before);
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
    default float getAndAccumulate(float operand, DoubleBinaryOperator operator) {
        while (true) {
            final float before = get();
            final float after = (float) operator.applyAsDouble(before, operand);
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
    default float accumulateAndGet(float operand, DoubleBinaryOperator operator) {
        while (true) {
            final float before = get();
            final float after = (float) operator.applyAsDouble(before, operand);
            if (compareAndSet(before, after)) {
                return after;
            }
        }
    }

    /**
     * Adds atomically.
     *
     * @param delta to add; may be negative.
     * @return the value before.
     */
    default float getAndAdd(float delta) {
        return getAndAccumulate(delta, Double::sum);
    }

    /**
     * Adds atomically.
     *
     * @param delta to add; may be negative.
     * @return the new value.
     */
    default float addAndGet(float delta) {
        return getAndAdd(delta) + delta;
    }

    /** Options of a value. */
    interface Builder extends SharedObject.Builder<SharedFloat, Builder> {
        /**
         * The value it starts with. Default: 0. One that exists already keeps its own.
         *
         * @param value any.
         * @return this.
         */
        Builder initialValue(float value);
    }
}
