package io.tandem.value;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** A {@link SharedDouble}, boxed. */
record BoxedDouble(SharedDouble handle) implements ValueUnderTest {
    @Override
    public Object get() {
        return handle.get();
    }

    @Override
    public void set(final Object value) {
        handle.set((Double) value);
    }

    @Override
    public Object getPlain() {
        return handle.getPlain();
    }

    @Override
    public void setPlain(final Object value) {
        handle.setPlain((Double) value);
    }

    @Override
    public Object getOpaque() {
        return handle.getOpaque();
    }

    @Override
    public void setOpaque(final Object value) {
        handle.setOpaque((Double) value);
    }

    @Override
    public Object getAcquire() {
        return handle.getAcquire();
    }

    @Override
    public void setRelease(final Object value) {
        handle.setRelease((Double) value);
    }

    @Override
    public boolean compareAndSet(final Object expected, final Object update) {
        return handle.compareAndSet((Double) expected, (Double) update);
    }

    @Override
    public Object compareAndExchange(final Object expected, final Object update) {
        return handle.compareAndExchange((Double) expected, (Double) update);
    }

    @Override
    public Object getAndSet(final Object value) {
        return handle.getAndSet((Double) value);
    }

    @Override
    public Object getAndUpdate(final UnaryOperator<Object> operator) {
        return handle.getAndUpdate(v -> (Double) operator.apply(v));
    }

    @Override
    public Object updateAndGet(final UnaryOperator<Object> operator) {
        return handle.updateAndGet(v -> (Double) operator.apply(v));
    }

    @Override
    public Object getAndAccumulate(final Object operand, final BinaryOperator<Object> operator) {
        return handle.getAndAccumulate((Double) operand, (v, w) -> (Double) operator.apply(v, w));
    }

    @Override
    public Object accumulateAndGet(final Object operand, final BinaryOperator<Object> operator) {
        return handle.accumulateAndGet((Double) operand, (v, w) -> (Double) operator.apply(v, w));
    }
}
