package io.tandem.value;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** A {@link SharedShort}, boxed. */
record BoxedShort(SharedShort handle) implements ValueUnderTest {
    @Override
    public Object get() {
        return handle.get();
    }

    @Override
    public void set(final Object value) {
        handle.set((Short) value);
    }

    @Override
    public Object getPlain() {
        return handle.getPlain();
    }

    @Override
    public void setPlain(final Object value) {
        handle.setPlain((Short) value);
    }

    @Override
    public Object getOpaque() {
        return handle.getOpaque();
    }

    @Override
    public void setOpaque(final Object value) {
        handle.setOpaque((Short) value);
    }

    @Override
    public Object getAcquire() {
        return handle.getAcquire();
    }

    @Override
    public void setRelease(final Object value) {
        handle.setRelease((Short) value);
    }

    @Override
    public boolean compareAndSet(final Object expected, final Object update) {
        return handle.compareAndSet((Short) expected, (Short) update);
    }

    @Override
    public Object compareAndExchange(final Object expected, final Object update) {
        return handle.compareAndExchange((Short) expected, (Short) update);
    }

    @Override
    public Object getAndSet(final Object value) {
        return handle.getAndSet((Short) value);
    }

    @Override
    public Object getAndUpdate(final UnaryOperator<Object> operator) {
        return handle.getAndUpdate(v -> (Short) operator.apply((short) v));
    }

    @Override
    public Object updateAndGet(final UnaryOperator<Object> operator) {
        return handle.updateAndGet(v -> (Short) operator.apply((short) v));
    }

    @Override
    public Object getAndAccumulate(final Object operand, final BinaryOperator<Object> operator) {
        return handle.getAndAccumulate((Short) operand, (v, w) -> (Short) operator.apply((short) v, (short) w));
    }

    @Override
    public Object accumulateAndGet(final Object operand, final BinaryOperator<Object> operator) {
        return handle.accumulateAndGet((Short) operand, (v, w) -> (Short) operator.apply((short) v, (short) w));
    }
}
