package io.tandem.codec.internal;

import io.tandem.codec.CorruptMessageException;
import io.tandem.codec.RemoteFailureException;
import io.tandem.segment.NotTransferableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions to bytes and back, whatever they are: whole by serialization where that works on both sides, else as a {@link
 * RemoteFailureException} with class name, message and stack trace.
 *
 * <pre>
 *   stand-in     class name, message, frames, suppressed stand-ins, cause
 *   reason       why the exception can't be serialized, or empty
 *   whole        the serialized exception, or empty
 * </pre>
 */
public final class ThrowableBytes {
    private static final byte[] NOTHING = new byte[0];

    private ThrowableBytes() {}

    /** How much of an exception its stand-in tells. */
    private enum Detail {
        FULL(1024, 32_768, 16),
        SHORT(32, 1024, 4),
        LEAST(0, 100, 0);

        private final int frames;
        private final int characters;
        private final int depth;

        Detail(final int frames, final int characters, final int depth) {
            this.frames = frames;
            this.characters = characters;
            this.depth = depth;
        }
    }

    /**
     * Writes an exception. Never fails.
     *
     * @param failure   to write; shared objects in it don't travel.
     * @param maxLength that the bytes may take, 1024 or more: frames are left out first, then the serialized form.
     * @return the bytes.
     */
    public static byte[] write(final Throwable failure, final int maxLength) {
        byte[] whole = NOTHING;
        String reason = "";
        try {
            final ObjectEncoder encoder = new ObjectEncoder();
            encoder.encode(failure, null);
            whole = encoder.toBytes();
        } catch (final RuntimeException | Error e) { // any code of the exception's class may fail in any way
            reason = text(e::getMessage, e.getClass().getName());
        }
        for (final Detail detail : new Detail[] {Detail.FULL, Detail.SHORT}) {
            final byte[] bytes = write(failure, detail, reason, whole);
            if (bytes.length <= maxLength) {
                return bytes;
            }
        }
        if (whole.length > 0) {
            reason = "Its serialized form takes " + whole.length + " bytes, and there is room for " + maxLength + ".";
        }
        for (final Detail detail : Detail.values()) {
            final byte[] bytes = write(failure, detail, reason, NOTHING);
            if (bytes.length <= maxLength) {
                return bytes;
            }
        }
        throw new IllegalArgumentException("No exception fits into " + maxLength + " bytes: give 1024 or more.");
    }

    private static byte[] write(final Throwable failure, final Detail detail, final String reason, final byte[] whole) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            final DataOutputStream out = new DataOutputStream(bytes);
            writeStandIn(out, failure, detail, detail.depth, Collections.newSetFromMap(new IdentityHashMap<>()));
            writeText(out, reason, detail);
            out.writeInt(whole.length);
            out.write(whole);
        } catch (final IOException e) {
            throw new UncheckedIOException("Memory can be written.", e);
        }
        return bytes.toByteArray();
    }

    private static void writeStandIn(
            final DataOutputStream out,
            final Throwable failure,
            final Detail detail,
            final int depth,
            final Set<Throwable> told)
            throws IOException {
        told.add(failure);
        writeText(out, failure.getClass().getName(), detail);
        writeText(out, text(failure::getMessage, ""), detail);
        final StackTraceElement[] known = safely(failure::getStackTrace);
        final StackTraceElement[] frames = known == null ? new StackTraceElement[0] : known;
        final int count = Math.min(frames.length, detail.frames);
        out.writeInt(count);
        for (int i = 0; i < count; i++) {
            writeText(out, frames[i].getClassName(), detail);
            writeText(out, frames[i].getMethodName(), detail);
            writeText(out, String.valueOf(frames[i].getFileName()), detail);
            out.writeInt(frames[i].getLineNumber());
        }
        final List<Throwable> suppressed = new ArrayList<>();
        for (final Throwable other : failure.getSuppressed()) {
            if (suppressed.size() < depth && told.add(other)) {
                suppressed.add(other);
            }
        }
        out.writeInt(suppressed.size());
        for (final Throwable other : suppressed) {
            writeStandIn(out, other, detail, depth - 1, told);
        }
        final Throwable cause = depth == 0 ? null : safely(failure::getCause);
        final boolean more = cause != null && !told.contains(cause);
        out.writeBoolean(more);
        if (cause != null && more) {
            writeStandIn(out, cause, detail, depth - 1, told);
        }
    }

    private static void writeText(final DataOutputStream out, final String text, final Detail detail)
            throws IOException {
        final String part = text.length() <= detail.characters ? text : text.substring(0, detail.characters) + "...";
        final byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(final Supplier<@Nullable String> source, final String otherwise) {
        final String text = safely(source);
        return text == null ? otherwise : text;
    }

    /** What an exception's own method returns, or null if it fails itself. */
    private static <T> @Nullable T safely(final Supplier<? extends @Nullable T> source) {
        try {
            return source.get();
        } catch (final RuntimeException | Error e) { // overridden by the user, who must not stop the report
            return null;
        }
    }

    /**
     * Reads an exception. Never fails.
     *
     * @param bytes  that {@link #write} made.
     * @param loader to look for classes in after the thread's context class loader.
     * @return the exception, or what stands for it.
     */
    public static Throwable read(final byte[] bytes, final @Nullable ClassLoader loader) {
        return read(bytes, loader, null);
    }

    /**
     * The same behind a filter.
     *
     * @param bytes   that {@link #write} made.
     * @param loader  to look for classes in after the thread's context class loader.
     * @param pattern of what may arrive, as {@code jdk.serialFilter} has it; null for what is configured.
     * @return the exception, or what stands for it.
     */
    public static Throwable read(
            final byte[] bytes, final @Nullable ClassLoader loader, final @Nullable String pattern) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            final RemoteFailureException standIn = readStandIn(in);
            final String reason = readText(in);
            final byte[] whole = readBytes(in);
            if (whole.length == 0) {
                standIn.addSuppressed(new NotTransferableException(reason));
                return standIn;
            }
            return readWhole(whole, loader, pattern, standIn);
        } catch (final IOException | RuntimeException | StackOverflowError e) {
            return new CorruptMessageException(
                    "An exception of another process arrived damaged, in " + bytes.length + " bytes.", e);
        }
    }

    private static Throwable readWhole(
            final byte[] whole,
            final @Nullable ClassLoader loader,
            final @Nullable String pattern,
            final RemoteFailureException standIn) {
        try {
            final ObjectInputFilter filter = pattern == null ? null : Codecs.filter(pattern);
            return (Throwable) ObjectBytes.decode(Parcel.FAILURE, whole, loader, filter, null);
        } catch (final RuntimeException | Error e) { // any code of the exception's class may fail in any way
            standIn.addSuppressed(e);
            return standIn;
        }
    }

    private static RemoteFailureException readStandIn(final DataInputStream in) throws IOException {
        final String className = readText(in);
        final String message = readText(in);
        final StackTraceElement[] frames = new StackTraceElement[checked(in, in.readInt())];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = new StackTraceElement(readText(in), readText(in), readText(in), in.readInt());
        }
        final RemoteFailureException[] suppressed = new RemoteFailureException[checked(in, in.readInt())];
        for (int i = 0; i < suppressed.length; i++) {
            suppressed[i] = readStandIn(in);
        }
        final RemoteFailureException cause = in.readBoolean() ? readStandIn(in) : null;
        final RemoteFailureException standIn =
                new RemoteFailureException(className, message.isEmpty() ? null : message, frames, cause);
        for (final RemoteFailureException other : suppressed) {
            standIn.addSuppressed(other);
        }
        return standIn;
    }

    private static String readText(final DataInputStream in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] readBytes(final DataInputStream in) throws IOException {
        return in.readNBytes(checked(in, in.readInt()));
    }

    /** No part has more elements than bytes are left. */
    private static int checked(final DataInputStream in, final int length) throws IOException {
        if (length < 0 || length > in.available()) {
            throw new IOException("a part of " + length + " where " + in.available() + " bytes are left");
        }
        return length;
    }
}
