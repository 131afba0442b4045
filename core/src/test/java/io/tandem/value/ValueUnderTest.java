package io.tandem.value;

import io.tandem.segment.Domain;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** One face, boxed, so that one suite runs over all of them: each method here is the one of that name. */
interface ValueUnderTest {
    SharedValue handle();

    Object get();

    void set(Object value);

    Object getPlain();

    void setPlain(Object value);

    Object getOpaque();

    void setOpaque(Object value);

    Object getAcquire();

    void setRelease(Object value);

    boolean compareAndSet(Object expected, Object update);

    Object compareAndExchange(Object expected, Object update);

    Object getAndSet(Object value);

    Object getAndUpdate(UnaryOperator<Object> operator);

    Object updateAndGet(UnaryOperator<Object> operator);

    Object getAndAccumulate(Object operand, BinaryOperator<Object> operator);

    Object accumulateAndGet(Object operand, BinaryOperator<Object> operator);

    /** Where to find a value, and how. */
    enum Kind {
        LONG {
            @Override
            Object[] samples() {
                return new Object[] {0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE};
            }

            @Override
            SharedObjectBuilder builder(final Domain domain, final String name) {
                final SharedLong.Builder builder =
                        SharedLong.builder().domain(domain).name(name);
                return new SharedObjectBuilder() {
                    @Override
                    public SharedObjectBuilder initialValue(final Object value) {
                        builder.initialValue((Long) value);
                        return this;
                    }

                    @Override
                    public ValueUnderTest create() {
                        return over(builder.create());
                    }

                    @Override
                    public ValueUnderTest open() {
                        return over(builder.open());
                    }

                    @Override
                    public ValueUnderTest openOrCreate() {
                        return over(builder.openOrCreate());
                    }
                };
            }

            @Override
            ValueUnderTest slot(final SharedValues values, final int index) {
                return over(values.longAt(index));
            }

            @Override
            ValueUnderTest over(final SharedValue handle) {
                return new BoxedLong((SharedLong) handle);
            }
        },
        INT {
            @Override
            Object[] samples() {
                return new Object[] {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE};
            }

            @Override
            SharedObjectBuilder builder(final Domain domain, final String name) {
                final SharedInt.Builder builder =
                        SharedInt.builder().domain(domain).name(name);
                return new SharedObjectBuilder() {
                    @Override
                    public SharedObjectBuilder initialValue(final Object value) {
                        builder.initialValue((Integer) value);
                        return this;
                    }

                    @Override
                    public ValueUnderTest create() {
                        return over(builder.create());
                    }

                    @Override
                    public ValueUnderTest open() {
                        return over(builder.open());
                    }

                    @Override
                    public ValueUnderTest openOrCreate() {
                        return over(builder.openOrCreate());
                    }
                };
            }

            @Override
            ValueUnderTest slot(final SharedValues values, final int index) {
                return over(values.intAt(index));
            }

            @Override
            ValueUnderTest over(final SharedValue handle) {
                return new BoxedInt((SharedInt) handle);
            }
        },
        DOUBLE {
            @Override
            Object[] samples() {
                return new Object[] {0.0, -0.0, 1.5, Double.NaN, Double.NEGATIVE_INFINITY};
            }

            @Override
            SharedObjectBuilder builder(final Domain domain, final String name) {
                final SharedDouble.Builder builder =
                        SharedDouble.builder().domain(domain).name(name);
                return new SharedObjectBuilder() {
                    @Override
                    public SharedObjectBuilder initialValue(final Object value) {
                        builder.initialValue((Double) value);
                        return this;
                    }

                    @Override
                    public ValueUnderTest create() {
                        return over(builder.create());
                    }

                    @Override
                    public ValueUnderTest open() {
                        return over(builder.open());
                    }

                    @Override
                    public ValueUnderTest openOrCreate() {
                        return over(builder.openOrCreate());
                    }
                };
            }

            @Override
            ValueUnderTest slot(final SharedValues values, final int index) {
                return over(values.doubleAt(index));
            }

            @Override
            ValueUnderTest over(final SharedValue handle) {
                return new BoxedDouble((SharedDouble) handle);
            }
        },
        FLOAT {
            @Override
            Object[] samples() {
                return new Object[] {0.0f, -0.0f, 1.5f, Float.NaN, Float.NEGATIVE_INFINITY};
            }

            @Override
            SharedObjectBuilder builder(final Domain domain, final String name) {
                final SharedFloat.Builder builder =
                        SharedFloat.builder().domain(domain).name(name);
                return new SharedObjectBuilder() {
                    @Override
                    public SharedObjectBuilder initialValue(final Object value) {
                        builder.initialValue((Float) value);
                        return this;
                    }

                    @Override
                    public ValueUnderTest create() {
                        return over(builder.create());
                    }

                    @Override
                    public ValueUnderTest open() {
                        return over(builder.open());
                    }

                    @Override
                    public ValueUnderTest openOrCreate() {
                        return over(builder.openOrCreate());
                    }
                };
            }

            @Override
            ValueUnderTest slot(final SharedValues values, final int index) {
                return over(values.floatAt(index));
            }

            @Override
            ValueUnderTest over(final SharedValue handle) {
                return new BoxedFloat((SharedFloat) handle);
            }
        },
        BOOLEAN {
            @Override
            Object[] samples() {
                return new Object[] {false, true, false, true, false};
            }

            @Override
            SharedObjectBuilder builder(final Domain domain, final String name) {
                final SharedBoolean.Builder builder =
                        SharedBoolean.builder().domain(domain).name(name);
                return new SharedObjectBuilder() {
                    @Override
                    public SharedObjectBuilder initialValue(final Object value) {
                        builder.initialValue((Boolean) value);
                        return this;
                    }

                    @Override
                    public ValueUnderTest create() {
                        return over(builder.create());
                    }

                    @Override
                    public ValueUnderTest open() {
                        return over(builder.open());
                    }

                    @Override
                    public ValueUnderTest openOrCreate() {
                        return over(builder.openOrCreate());
                    }
                };
            }

            @Override
            ValueUnderTest slot(final SharedValues values, final int index) {
                return over(values.booleanAt(index));
            }

            @Override
            ValueUnderTest over(final SharedValue handle) {
                return new BoxedBoolean((SharedBoolean) handle);
            }
        },
        SHORT {
            @Override
            Object[] samples() {
                return new Object[] {(short) 0, (short) 1, (short) -1, Short.MIN_VALUE, Short.MAX_VALUE};
            }

            @Override
            SharedObjectBuilder builder(final Domain domain, final String name) {
                final SharedShort.Builder builder =
                        SharedShort.builder().domain(domain).name(name);
                return new SharedObjectBuilder() {
                    @Override
                    public SharedObjectBuilder initialValue(final Object value) {
                        builder.initialValue((Short) value);
                        return this;
                    }

                    @Override
                    public ValueUnderTest create() {
                        return over(builder.create());
                    }

                    @Override
                    public ValueUnderTest open() {
                        return over(builder.open());
                    }

                    @Override
                    public ValueUnderTest openOrCreate() {
                        return over(builder.openOrCreate());
                    }
                };
            }

            @Override
            ValueUnderTest slot(final SharedValues values, final int index) {
                return over(values.shortAt(index));
            }

            @Override
            ValueUnderTest over(final SharedValue handle) {
                return new BoxedShort((SharedShort) handle);
            }
        },
        BYTE {
            @Override
            Object[] samples() {
                return new Object[] {(byte) 0, (byte) 1, (byte) -1, Byte.MIN_VALUE, Byte.MAX_VALUE};
            }

            @Override
            SharedObjectBuilder builder(final Domain domain, final String name) {
                final SharedByte.Builder builder =
                        SharedByte.builder().domain(domain).name(name);
                return new SharedObjectBuilder() {
                    @Override
                    public SharedObjectBuilder initialValue(final Object value) {
                        builder.initialValue((Byte) value);
                        return this;
                    }

                    @Override
                    public ValueUnderTest create() {
                        return over(builder.create());
                    }

                    @Override
                    public ValueUnderTest open() {
                        return over(builder.open());
                    }

                    @Override
                    public ValueUnderTest openOrCreate() {
                        return over(builder.openOrCreate());
                    }
                };
            }

            @Override
            ValueUnderTest slot(final SharedValues values, final int index) {
                return over(values.byteAt(index));
            }

            @Override
            ValueUnderTest over(final SharedValue handle) {
                return new BoxedByte((SharedByte) handle);
            }
        },
        CHAR {
            @Override
            Object[] samples() {
                return new Object[] {(char) 0, 'a', 'b', Character.MAX_VALUE, '\u00e9'};
            }

            @Override
            SharedObjectBuilder builder(final Domain domain, final String name) {
                final SharedChar.Builder builder =
                        SharedChar.builder().domain(domain).name(name);
                return new SharedObjectBuilder() {
                    @Override
                    public SharedObjectBuilder initialValue(final Object value) {
                        builder.initialValue((Character) value);
                        return this;
                    }

                    @Override
                    public ValueUnderTest create() {
                        return over(builder.create());
                    }

                    @Override
                    public ValueUnderTest open() {
                        return over(builder.open());
                    }

                    @Override
                    public ValueUnderTest openOrCreate() {
                        return over(builder.openOrCreate());
                    }
                };
            }

            @Override
            ValueUnderTest slot(final SharedValues values, final int index) {
                return over(values.charAt(index));
            }

            @Override
            ValueUnderTest over(final SharedValue handle) {
                return new BoxedChar((SharedChar) handle);
            }
        };

        /** Five values that differ, the one that a new value has first. */
        abstract Object[] samples();

        abstract SharedObjectBuilder builder(Domain domain, String name);

        abstract ValueUnderTest slot(SharedValues values, int index);

        abstract ValueUnderTest over(SharedValue handle);
    }

    /** A builder, boxed. */
    interface SharedObjectBuilder {
        SharedObjectBuilder initialValue(Object value);

        ValueUnderTest create();

        ValueUnderTest open();

        ValueUnderTest openOrCreate();
    }
}
