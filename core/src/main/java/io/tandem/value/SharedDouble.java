package io.tandem.value;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.value.internal.DoubleValue;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * A double that processes share, with atomic operations that have the names of those of {@link java.util.concurrent.atomic.AtomicLong}.
 *
 * <pre>{@code
 * try (SharedDouble sum = SharedDouble.create();
 *         var child = ChildProcess.start(() -> sum.getAndAdd(0.5))) {
 *     sum.getAndAdd(0.25);
 * }
 * }</pre>
 *
 * <p><b>Comparing.</b> Values are compared by their raw bits, as Double.doubleToRawLongBits gives them:
 * 0.0 isn't -0.0, and a NaN is itself.
 *
 * <p>Safe for threads and processes; each call is atomic, and a process that is killed in one has made it or hasn't. Memory is ordered
 * as by the methods of {@link java.lang.invoke.VarHandle} of the same names. Every call throws {@link IllegalStateException} if the
 * handle is closed. Handles travel inside lambdas and messages.
 */
public interface SharedDouble extends SharedValue {
    /**
     * A value without a name, in the current domain: 0.
     *
     * @return a handle.
     */
    static SharedDouble create() {
        return builder().create();
    }

    /**
     * A value without a name, in the current domain.
     *
     * @param initialValue it starts with.
     * @return a handle.
     */
    static SharedDouble create(final double initialValue) {
        return builder().initialValue(initialValue).create();
    }

    /** {@return options of a value} */
    static Builder builder() {
        return DoubleValue.builder();
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
    double get();

    /**
     * Sets the value, ordered as a volatile write.
     *
     * @param value new.
     */
    void set(double value);

    /** {@return the value} Ordered with nothing. */
    double getPlain();

    /**
     * Sets the value, ordered with nothing.
     *
     * @param value new.
     */
    void setPlain(double value);

    /** {@return the value} In the order in which it was changed, and in no other. */
    double getOpaque();

    /**
     * Sets the value, seen in the order in which it is changed, and in no other.
     *
     * @param value new.
     */
    void setOpaque(double value);

    /** {@return the value} Nothing that follows is done before it was read. */
    double getAcquire();

    /**
     * Sets the value; what was done before <i>happens-before</i> what follows a {@link #getAcquire()} that reads it.
     *
     * @param value new.
     */
    void setRelease(double value);

    /**
     * Sets the value if it is as expected, bit by bit. Ordered as a volatile read and write.
     *
     * @param expected value.
     * @param update   new value.
     * @return whether it was set.
     */
    boolean compareAndSet(double expected, double update);

    /**
     * Sets the value if it is as expected, bit by bit. Ordered as a volatile read and write.
     *
     * @param expected value.
     * @param update   new value.
     * @return the value before: what was expected, if it was set.
     */
    double compareAndExchange(double expected, double update);

    /**
     * Sets the value. Ordered as a volatile read and write.
     *
     * @param value new.
     * @return the value before.
     */
    double getAndSet(double value);

    /**
     * Changes the value by an operator: what it gives is set if nobody has changed the value meanwhile; else it is called again.
     *
     * @param operator without effects of its own; what it throws comes out of here, and the value stays.
     * @return the value before.
     */
    default double getAndUpdate(DoubleUnaryOperator operator) {
        while (true) {
            final double before = get();
            final double after = operator.applyAsDouble(before);
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
    default double updateAndGet(DoubleUnaryOperator operator) {
        while (true) {
            final double before = get();
            final double after = operator.applyAsDouble(before);
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
    default double getAndAccumulate(double operand, DoubleBinaryOperator operator) {
        while (true) {
            final double before = get();
            final double after = operator.applyAsDouble(before, operand);
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
    default double accumulateAndGet(double operand, DoubleBinaryOperator operator) {
        while (true) {
            final double before = get();
            final double after = operator.applyAsDouble(before, operand);
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
    default double getAndAdd(double delta) {
        return getAndAccumulate(delta, Double::sum);
    }

    /**
     * Adds atomically.
     *
     * @param delta to add; may be negative.
     * @return the new value.
     */
    default double addAndGet(double delta) {
        return getAndAdd(delta) + delta;
    }

    /** Options of a value. */
    interface Builder extends SharedObject.Builder<SharedDouble, Builder> {
        /**
         * The value it starts with. Default: 0. One that exists already keeps its own.
         *
         * @param value any.
         * @return this.
         */
        Builder initialValue(double value);
    }
}
