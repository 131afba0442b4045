package io.tandem.value;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** A {@link SharedLong}, boxed. */
record BoxedLong(SharedLong handle) implements ValueUnderTest {
    @Override
    public Object get() {
        return handle.get();
    }

    @Override
    public void set(final Object value) {
        handle.set((Long) value);
    }

    @Override
    public Object getPlain() {
        return handle.getPlain();
    }

    @Override
    public void setPlain(final Object value) {
        handle.setPlain((Long) value);
    }

    @Override
    public Object getOpaque() {
        return handle.getOpaque();
    }

    @Override
    public void setOpaque(final Object value) {
        handle.setOpaque((Long) value);
    }

    @Override
    public Object getAcquire() {
        return handle.getAcquire();
    }

    @Override
    public void setRelease(final Object value) {
        handle.setRelease((Long) value);
    }

    @Override
    public boolean compareAndSet(final Object expected, final Object update) {
        return handle.compareAndSet((Long) expected, (Long) update);
    }

    @Override
    public Object compareAndExchange(final Object expected, final Object update) {
        return handle.compareAndExchange((Long) expected, (Long) update);
    }

    @Override
    public Object getAndSet(final Object value) {
        return handle.getAndSet((Long) value);
    }

    @Override
    public Object getAndUpdate(final UnaryOperator<Object> operator) {
        return handle.getAndUpdate(v -> (Long) operator.apply(v));
    }

    @Override
    public Object updateAndGet(final UnaryOperator<Object> operator) {
        return handle.updateAndGet(v -> (Long) operator.apply(v));
    }

    @Override
    public Object getAndAccumulate(final Object operand, final BinaryOperator<Object> operator) {
        return handle.getAndAccumulate((Long) operand, (v, w) -> (Long) operator.apply(v, w));
    }

    @Override
    public Object accumulateAndGet(final Object operand, final BinaryOperator<Object> operator) {
        return handle.accumulateAndGet((Long) operand, (v, w) -> (Long) operator.apply(v, w));
    }
}
