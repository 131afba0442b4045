package io.tandem.value;

import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** One face, boxed, so that one suite runs over all of them: each method here is the one of that name. */
record ValueUnderTest(Kind kind, SharedValue handle) {
    private Object call(final String method, final Object... arguments) {
        return FaceCalls.call(kind.face(), handle, method, arguments);
    }

    Object get() {
        return call("get");
    }

    void set(final Object value) {
        call("set", value);
    }

    Object getPlain() {
        return call("getPlain");
    }

    void setPlain(final Object value) {
        call("setPlain", value);
    }

    Object getOpaque() {
        return call("getOpaque");
    }

    void setOpaque(final Object value) {
        call("setOpaque", value);
    }

    Object getAcquire() {
        return call("getAcquire");
    }

    void setRelease(final Object value) {
        call("setRelease", value);
    }

    boolean compareAndSet(final Object expected, final Object update) {
        return (boolean) call("compareAndSet", expected, update);
    }

    Object compareAndExchange(final Object expected, final Object update) {
        return call("compareAndExchange", expected, update);
    }

    Object getAndSet(final Object value) {
        return call("getAndSet", value);
    }

    Object getAndUpdate(final UnaryOperator<Object> operator) {
        return call("getAndUpdate", function("getAndUpdate", operands -> operator.apply(operands[0])));
    }

    Object updateAndGet(final UnaryOperator<Object> operator) {
        return call("updateAndGet", function("updateAndGet", operands -> operator.apply(operands[0])));
    }

    Object getAndAccumulate(final Object operand, final BinaryOperator<Object> operator) {
        return accumulate("getAndAccumulate", operand, operator);
    }

    Object accumulateAndGet(final Object operand, final BinaryOperator<Object> operator) {
        return accumulate("accumulateAndGet", operand, operator);
    }

    private Object accumulate(final String method, final Object operand, final BinaryOperator<Object> operator) {
        return call(method, operand, function(method, operands -> operator.apply(operands[0], operands[1])));
    }

    /** The function of the JDK that the method takes last, which may be one of a larger type. */
    private Object function(final String method, final Function<Object[], Object> operator) {
        final Class<?> function = Arrays.stream(kind.face().getMethods())
                .filter(some -> some.getName().equals(method))
                .map(some -> some.getParameterTypes()[some.getParameterCount() - 1])
                .findFirst()
                .orElseThrow();
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {function}, (proxy, apply, operands) -> {
                    final Object[] own = Arrays.stream(operands)
                            .map(operand -> converted(operand, kind.type))
                            .toArray();
                    return converted(operator.apply(own), apply.getReturnType());
                });
    }

    private static Object converted(final Object value, final Class<?> type) {
        if (!type.isPrimitive()) {
            return value;
        }
        final Object array = Array.newInstance(type, 1);
        switch (type.getName()) {
            case "float" -> Array.setFloat(array, 0, ((Number) value).floatValue());
            case "short" -> Array.setShort(array, 0, ((Number) value).shortValue());
            case "byte" -> Array.setByte(array, 0, ((Number) value).byteValue());
            case "char" -> Array.setChar(array, 0, value instanceof Integer code ? (char) (int) code : (char) value);
            default -> Array.set(array, 0, value);
        }
        return Array.get(array, 0);
    }

    /** The types, and how to find a value of each. */
    enum Kind {
        LONG(long.class, 0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE),
        INT(int.class, 0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE),
        DOUBLE(double.class, 0.0, -0.0, 1.5, Double.NaN, Double.NEGATIVE_INFINITY),
        FLOAT(float.class, 0.0f, -0.0f, 1.5f, Float.NaN, Float.NEGATIVE_INFINITY),
        BOOLEAN(boolean.class, false, true, false, true, false),
        SHORT(short.class, (short) 0, (short) 1, (short) -1, Short.MIN_VALUE, Short.MAX_VALUE),
        BYTE(byte.class, (byte) 0, (byte) 1, (byte) -1, Byte.MIN_VALUE, Byte.MAX_VALUE),
        CHAR(char.class, (char) 0, 'a', 'b', Character.MAX_VALUE, '\u00e9');

        private final Class<?> type;
        private final Object[] samples;

        Kind(final Class<?> type, final Object... samples) {
            this.type = type;
            this.samples = samples;
        }

        private Class<?> face() {
            return FaceCalls.face(type, "");
        }

        /** Five values, the one that a new value has first; they differ, as far as there are as many. */
        Object[] samples() {
            return samples.clone();
        }

        BuilderUnderTest builder(final Domain domain, final String name) {
            final SharedObject.Builder<?, ?> builder =
                    (SharedObject.Builder<?, ?>) FaceCalls.call(face(), null, "builder");
            builder.domain(domain);
            builder.name(name);
            return new BuilderUnderTest(this, builder);
        }

        ValueUnderTest slot(final SharedValues values, final int index) {
            return over((SharedValue) FaceCalls.call(SharedValues.class, values, type.getName() + "At", index));
        }

        ValueUnderTest over(final SharedValue handle) {
            return new ValueUnderTest(this, handle);
        }
    }

    /** A builder, boxed. */
    record BuilderUnderTest(Kind kind, SharedObject.Builder<?, ?> builder) {
        BuilderUnderTest initialValue(final Object value) {
            FaceCalls.call(FaceCalls.face(kind.type, "$Builder"), builder, "initialValue", value);
            return this;
        }

        ValueUnderTest create() {
            return kind.over((SharedValue) builder.create());
        }

        ValueUnderTest open() {
            return kind.over((SharedValue) builder.open());
        }

        ValueUnderTest openOrCreate() {
            return kind.over((SharedValue) builder.openOrCreate());
        }
    }
}
