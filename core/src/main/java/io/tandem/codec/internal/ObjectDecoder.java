package io.tandem.codec.internal;

import io.tandem.TandemException;
import io.tandem.codec.CorruptMessageException;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transferable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Deserializes behind a filter. Keeps nothing from one message to the next. */
final class ObjectDecoder {
    private final @Nullable ClassLoader loader;
    private final @Nullable ObjectInputFilter filter;
    private final Parcel parcel;

    /**
     * Creates a decoder.
     *
     * @param loader to look for classes in after the thread's context class loader, or null for the boot loader.
     * @param filter in the place of the configured one, or null.
     * @param parcel what it decodes.
     */
    ObjectDecoder(final @Nullable ClassLoader loader, final @Nullable ObjectInputFilter filter, final Parcel parcel) {
        this.parcel = parcel;
        this.loader = loader;
        this.filter = filter != null ? filter : MessageFilter.configured();
    }

    /**
     * Deserializes.
     *
     * @param arrival that attaches the shared objects in it, or null where none may come.
     * @return the object.
     */
    Object decode(final DirectBuffer source, final int offset, final int length, final @Nullable Arrival arrival) {
        final MessageInput input = new MessageInput(source, offset, length);
        final MessageFilter guard = new MessageFilter(length, filter);
        final List<ObjectStreamClass> seen = new ArrayList<>();
        final Object value;
        try (Stream stream = new Stream(input, guard, loader, arrival, seen)) {
            value = stream.readObject();
        } catch (final TandemException e) {
            throw e;
        } catch (final IOException | ClassNotFoundException | RuntimeException | LinkageError | InternalError e) {
            // The JDK's own collections answer some damage by an InternalError.
            throw ArrivalFailures.explain(
                    parcel,
                    e,
                    length,
                    guard.refused(),
                    seen,
                    Arrays.asList(Thread.currentThread().getContextClassLoader(), loader));
        } catch (final StackOverflowError e) {
            throw new CorruptMessageException(
                    parcel.subject(length) + " is nested too deeply to be deserialized by a thread with this"
                            + " stack. Receive it in a thread with a larger one, or send a flatter structure.",
                    e);
        }
        if (value == null || input.available() > 0) {
            throw new CorruptMessageException(parcel.subject(length) + " holds "
                    + (value == null ? "null" : input.available() + " bytes too many") + ".");
        }
        return value;
    }

    /** The bytes of one message. */
    private static final class MessageInput extends InputStream {
        private final DirectBuffer source;
        private final int end;
        private int position;

        MessageInput(final DirectBuffer source, final int offset, final int length) {
            this.source = source;
            this.position = offset;
            this.end = offset + length;
        }

        @Override
        public int read() {
            return position == end ? -1 : source.getByte(position++) & 0xff;
        }

        @Override
        public int read(final byte[] target, final int offset, final int length) {
            if (length == 0) {
                return 0;
            }
            final int count = Math.min(length, available());
            if (count == 0) {
                return -1;
            }
            source.getBytes(position, target, offset, count);
            position += count;
            return count;
        }

        @Override
        public int available() {
            return end - position;
        }
    }

    /** Finds classes where the user's code finds them; replaces tokens by shared objects. */
    private static final class Stream extends ObjectInputStream {
        private final @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
        private final @Nullable ClassLoader loader;
        private final @Nullable Arrival arrival;
        private final List<ObjectStreamClass> seen;

        Stream(
                final InputStream in,
                final MessageFilter filter,
                final @Nullable ClassLoader loader,
                final @Nullable Arrival arrival,
                final List<ObjectStreamClass> seen)
                throws IOException {
            super(in);
            this.loader = loader;
            this.arrival = arrival;
            this.seen = seen;
            setObjectInputFilter(filter);
            enableResolveObject(true);
        }

        @Override
        protected ObjectStreamClass readClassDescriptor() throws IOException, ClassNotFoundException {
            final ObjectStreamClass descriptor = super.readClassDescriptor();
            seen.add(descriptor);
            return descriptor;
        }

        @Override
        protected Class<?> resolveClass(final ObjectStreamClass descriptor) throws IOException, ClassNotFoundException {
            final String name = descriptor.getName();
            if (context != null) {
                try {
                    return Class.forName(name, false, context);
                } catch (final ClassNotFoundException e) {
                    // The codec's own loader may know it.
                }
            }
            if (loader != null && loader != context) {
                try {
                    return Class.forName(name, false, loader);
                } catch (final ClassNotFoundException e) {
                    // Left to the stream, which knows the primitive types too.
                }
            }
            return super.resolveClass(descriptor);
        }

        @Override
        protected Class<?> resolveProxyClass(final String[] interfaces) throws IOException, ClassNotFoundException {
            final ClassLoader first = context != null ? context : loader;
            if (first == null) {
                return super.resolveProxyClass(interfaces);
            }
            final Class<?>[] types = new Class<?>[interfaces.length];
            for (int i = 0; i < types.length; i++) {
                types[i] = interfaceOf(interfaces[i]);
            }
            return Proxy.newProxyInstance(first, types, (proxy, method, arguments) -> null)
                    .getClass();
        }

        private Class<?> interfaceOf(final String name) throws ClassNotFoundException {
            if (context != null) {
                try {
                    return Class.forName(name, false, context);
                } catch (final ClassNotFoundException e) {
                    // The codec's own loader may know it.
                }
            }
            return Class.forName(name, false, loader);
        }

        @Override
        protected Object resolveObject(final Object object) throws IOException {
            if (object instanceof Transferable.Token token) {
                if (arrival == null) {
                    throw new InvalidObjectException("a shared object arrived where none can be attached");
                }
                return token.arrive(arrival);
            }
            return object;
        }
    }
}
