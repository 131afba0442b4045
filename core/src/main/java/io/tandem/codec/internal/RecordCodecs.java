package io.tandem.codec.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/** Makes codecs of records: all of one record class share what is composed at the first use. */
final class RecordCodecs {
    private static final ClassValue<MethodHandle> CONSTRUCTORS = new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(final Class<?> type) {
            return constructor(type);
        }
    };

    private RecordCodecs() {}

    static <T> MessageCodec<T> create(final Class<T> type) {
        try {
            @SuppressWarnings("unchecked")
            final MessageCodec<T> codec =
                    (MessageCodec<T>) (MessageCodec<?>) CONSTRUCTORS.get(type).invokeExact((Class<?>) type);
            return codec;
        } catch (final RuntimeException | Error e) {
            throw e;
        } catch (final Throwable e) {
            throw new IllegalStateException("The codec of " + type.getTypeName() + " couldn't be made: " + e, e);
        }
    }

    /**
     * {@link RecordCodec} serves as a template: each record class gets a hidden copy of it, in which the handles are
     * constants. Anywhere else the JIT would call through them step by step.
     */
    private static MethodHandle constructor(final Class<?> type) {
        final String file = RecordCodec.class.getSimpleName() + ".class";
        try (InputStream in = RecordCodec.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The class file " + file + " of tandem-core isn't there as a resource.");
            }
            final Lookup hidden = MethodHandles.lookup()
                    .defineHiddenClassWithClassData(in.readAllBytes(), RecordHandles.of(type), true);
            return hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class, Class.class))
                    .asType(MethodType.methodType(MessageCodec.class, Class.class));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException("The codec of " + type.getTypeName() + " couldn't be made: " + e, e);
        }
    }
}
