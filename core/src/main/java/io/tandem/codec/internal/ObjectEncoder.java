package io.tandem.codec.internal;

import io.tandem.TandemException;
import io.tandem.segment.NotTransferableException;
import io.tandem.segment.internal.Transfer;
import io.tandem.segment.internal.Transferable;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Serializes objects into memory that it uses again. Each message has a stream of its own, so that what failed in one
 * can't reach the next. Confined to one thread at a time.
 */
final class ObjectEncoder {
    private final ByteSink sink = new ByteSink();
    private boolean busy;

    /**
     * Serializes.
     *
     * @param transfer that collects the shared objects in it, or null where none may travel.
     * @return the length in bytes.
     */
    int encode(final Object value, final @Nullable Transfer transfer) {
        if (busy) {
            throw new IllegalStateException(Wording.subject(value)
                    + " was sent from within the serialization of another message of the same connection. Send it"
                    + " before or after, not from writeObject or writeReplace.");
        }
        busy = true;
        sink.clear();
        final List<SerializedLambda> lambdas = new ArrayList<>(0);
        final Culprit culprit = new Culprit();
        try (Stream stream = new Stream(sink, transfer, lambdas, culprit)) {
            stream.writeObject(value);
            stream.flush();
            return sink.length();
        } catch (final NotSerializableException e) {
            throw new NotTransferableException(
                    TransferFailures.describe(value, culprit.object, String.valueOf(e.getMessage()), lambdas), e);
        } catch (final TandemException e) {
            throw e;
        } catch (final Refusal e) {
            final String reason = String.valueOf(e.departure.getMessage());
            throw new NotTransferableException(
                    value instanceof Transferable
                            ? reason
                            : Wording.subject(value) + " can't travel to another process with what it holds. " + reason,
                    e.departure);
        } catch (final IOException | RuntimeException e) {
            throw new NotTransferableException(
                    Wording.subject(value)
                            + " can't travel to another process, since a method that serializes something in it threw "
                            + e
                            + ". Look at the writeObject, writeReplace or writeExternal of what it holds.",
                    e);
        } catch (final StackOverflowError e) {
            throw new NotTransferableException(
                    Wording.subject(value) + " is nested too deeply to be serialized, as a long linked"
                            + " structure is. Send it as a flat list or an array, or give its class a writeObject that"
                            + " doesn't recurse.",
                    e);
        } finally {
            busy = false;
        }
    }

    /** Writes what was encoded last. */
    void copyTo(final MutableDirectBuffer target, final int offset) {
        sink.copyTo(target, offset);
    }

    /** {@return what was encoded last} */
    byte[] toBytes() {
        return sink.toBytes();
    }

    /** A shared object that can't depart as it is; says so itself. */
    @SuppressWarnings("serial") // never serialized
    private static final class Refusal extends RuntimeException {
        private final IllegalStateException departure;

        Refusal(final IllegalStateException departure) {
            super(null, departure, false, false);
            this.departure = departure;
        }
    }

    private static Transferable.Token depart(final Transferable shared, final Transfer transfer) {
        try {
            return transfer.depart(shared);
        } catch (final IllegalStateException e) {
            throw new Refusal(e);
        }
    }

    /** The object that stopped the serialization. */
    private static final class Culprit {
        private @Nullable Object object;
    }

    /** Replaces shared objects by tokens; notes what a refusal will have to talk about. */
    private static final class Stream extends ObjectOutputStream {
        private final @Nullable Transfer transfer;
        private final List<SerializedLambda> lambdas;
        private final Culprit culprit;

        Stream(
                final OutputStream out,
                final @Nullable Transfer transfer,
                final List<SerializedLambda> lambdas,
                final Culprit culprit)
                throws IOException {
            super(out);
            this.transfer = transfer;
            this.lambdas = lambdas;
            this.culprit = culprit;
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(final Object object) {
            if (object instanceof Transferable shared) {
                if (transfer == null) {
                    throw new NotTransferableException(
                            "A shared object, " + object.getClass().getTypeName()
                                    + ", can't travel here: only messages and the functions of child processes carry shared"
                                    + " objects.");
                }
                return depart(shared, transfer);
            }
            if (object instanceof SerializedLambda lambda) {
                lambdas.add(lambda);
            } else if (!(object instanceof Serializable)) {
                culprit.object = object;
            }
            return object;
        }
    }
}
