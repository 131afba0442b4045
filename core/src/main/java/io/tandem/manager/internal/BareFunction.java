package io.tandem.manager.internal;

import io.tandem.codec.internal.Codecs;
import io.tandem.codec.internal.Lambdas;
import io.tandem.codec.internal.MessageCodec;
import io.tandem.segment.Domain;
import io.tandem.segment.internal.Transfer;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The encoded form of a lambda that captures nothing: the same for each of its class, so that it is made once, and the server finds by it the one
 * that it has made of it before.
 */
final class BareFunction {
    private static final ClassValue<BareFunction> KNOWN = new ClassValue<>() {
        @Override
        protected BareFunction computeValue(final Class<?> type) {
            return new BareFunction(type);
        }
    };

    private final boolean isBare;
    private volatile byte @Nullable [] bytes;

    private BareFunction(final Class<?> type) {
        isBare = Lambdas.formMethod(type) != null && type.getDeclaredFields().length == 0;
    }

    /** The encoded form of a value, if it is such a lambda; else null. */
    static byte @Nullable [] encode(final Object value, final Domain domain) {
        final Class<?> type = value.getClass();
        if (!type.isHidden()) {
            return null; // as the classes of lambdas are
        }
        final BareFunction known = KNOWN.get(type);
        if (!known.isBare) {
            return null;
        }
        byte[] form = known.bytes;
        if (form == null) {
            final MessageCodec<Object> codec = Codecs.create(Object.class, null);
            form = new byte[codec.prepare(value, Transfer.kept(domain))]; // of nothing that would have to be held
            codec.write(value, new UnsafeBuffer(form), 0);
            known.bytes = form;
        }
        return form;
    }

    /** Bytes as a key. */
    record Form(byte[] bytes, int hash) {
        Form(final byte[] bytes) {
            this(bytes, Arrays.hashCode(bytes));
        }

        @Override
        public boolean equals(final @Nullable Object other) {
            return other instanceof Form form && Arrays.equals(bytes, form.bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
