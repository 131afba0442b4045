package io.tandem.value;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** A {@link SharedBoolean}, boxed. */
record BoxedBoolean(SharedBoolean handle) implements ValueUnderTest {
    @Override
    public Object get() {
        return handle.get();
    }

    @Override
    public void set(final Object value) {
        handle.set((Boolean) value);
    }

    @Override
    public Object getPlain() {
        return handle.getPlain();
    }

    @Override
    public void setPlain(final Object value) {
        handle.setPlain((Boolean) value);
    }

    @Override
    public Object getOpaque() {
        return handle.getOpaque();
    }

    @Override
    public void setOpaque(final Object value) {
        handle.setOpaque((Boolean) value);
    }

    @Override
    public Object getAcquire() {
        return handle.getAcquire();
    }

    @Override
    public void setRelease(final Object value) {
        handle.setRelease((Boolean) value);
    }

    @Override
    public boolean compareAndSet(final Object expected, final Object update) {
        return handle.compareAndSet((Boolean) expected, (Boolean) update);
    }

    @Override
    public Object compareAndExchange(final Object expected, final Object update) {
        return handle.compareAndExchange((Boolean) expected, (Boolean) update);
    }

    @Override
    public Object getAndSet(final Object value) {
        return handle.getAndSet((Boolean) value);
    }

    @Override
    public Object getAndUpdate(final UnaryOperator<Object> operator) {
        return handle.getAndUpdate(v -> (Boolean) operator.apply(v));
    }

    @Override
    public Object updateAndGet(final UnaryOperator<Object> operator) {
        return handle.updateAndGet(v -> (Boolean) operator.apply(v));
    }

    @Override
    public Object getAndAccumulate(final Object operand, final BinaryOperator<Object> operator) {
        return handle.getAndAccumulate((Boolean) operand, (v, w) -> (Boolean) operator.apply(v, w));
    }

    @Override
    public Object accumulateAndGet(final Object operand, final BinaryOperator<Object> operator) {
        return handle.accumulateAndGet((Boolean) operand, (v, w) -> (Boolean) operator.apply(v, w));
    }
}
