package io.tandem.value;

import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** A {@link SharedByte}, boxed. */
record BoxedByte(SharedByte handle) implements ValueUnderTest {
    @Override
    public Object get() {
        return handle.get();
    }

    @Override
    public void set(final Object value) {
        handle.set((Byte) value);
    }

    @Override
    public Object getPlain() {
        return handle.getPlain();
    }

    @Override
    public void setPlain(final Object value) {
        handle.setPlain((Byte) value);
    }

    @Override
    public Object getOpaque() {
        return handle.getOpaque();
    }

    @Override
    public void setOpaque(final Object value) {
        handle.setOpaque((Byte) value);
    }

    @Override
    public Object getAcquire() {
        return handle.getAcquire();
    }

    @Override
    public void setRelease(final Object value) {
        handle.setRelease((Byte) value);
    }

    @Override
    public boolean compareAndSet(final Object expected, final Object update) {
        return handle.compareAndSet((Byte) expected, (Byte) update);
    }

    @Override
    public Object compareAndExchange(final Object expected, final Object update) {
        return handle.compareAndExchange((Byte) expected, (Byte) update);
    }

    @Override
    public Object getAndSet(final Object value) {
        return handle.getAndSet((Byte) value);
    }

    @Override
    public Object getAndUpdate(final UnaryOperator<Object> operator) {
        return handle.getAndUpdate(v -> (Byte) operator.apply((byte) v));
    }

    @Override
    public Object updateAndGet(final UnaryOperator<Object> operator) {
        return handle.updateAndGet(v -> (Byte) operator.apply((byte) v));
    }

    @Override
    public Object getAndAccumulate(final Object operand, final BinaryOperator<Object> operator) {
        return handle.getAndAccumulate((Byte) operand, (v, w) -> (Byte) operator.apply((byte) v, (byte) w));
    }

    @Override
    public Object accumulateAndGet(final Object operand, final BinaryOperator<Object> operator) {
        return handle.accumulateAndGet((Byte) operand, (v, w) -> (Byte) operator.apply((byte) v, (byte) w));
    }
}
