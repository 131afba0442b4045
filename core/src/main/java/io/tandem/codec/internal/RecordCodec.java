package io.tandem.codec.internal;

import io.tandem.TandemException;
import io.tandem.codec.CorruptMessageException;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transfer;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Records of one class in their fixed layout. Never used itself: {@link RecordCodecs} makes a hidden copy of it for each
 * record class, so that what is static here belongs to that class.
 *
 * @param <T> type of the messages.
 */
final class RecordCodec<T> implements MessageCodec<T> {
    private static final MethodHandle MEASURE;
    private static final MethodHandle WRITE;
    private static final MethodHandle READ;
    private static final RecordLayout LAYOUT;
    private static final int FIXED_LENGTH;
    private static final int TAILS;
    private static final String NAME;

    static {
        try {
            final RecordHandles handles = MethodHandles.classData(MethodHandles.lookup(), "_", RecordHandles.class);
            MEASURE = handles.measure();
            WRITE = handles.write();
            READ = handles.read();
            LAYOUT = handles.layout();
            FIXED_LENGTH = LAYOUT.fixedLength();
            TAILS = LAYOUT.tails().size();
            NAME = LAYOUT.name();
        } catch (final IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Class<T> type;
    private final RecordWriter writer;
    private final RecordReader reader;

    /** Called through {@link RecordCodecs}. */
    RecordCodec(final Class<T> type) {
        final Scratch scratch = new Scratch();
        this.type = type;
        this.writer = new RecordWriter(scratch, TAILS);
        this.reader = new RecordReader(scratch, type, LAYOUT);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int prepare(final T value, final Transfer transfer) {
        TypeChecks.check(type, value);
        if (TAILS == 0) {
            return FIXED_LENGTH;
        }
        writer.startMeasuring();
        try {
            MEASURE.invokeExact(writer, (Object) value);
        } catch (final RuntimeException | Error e) {
            throw e;
        } catch (final Throwable e) {
            throw accessorFailed(e);
        }
        return Lengths.checked(FIXED_LENGTH + writer.tailLength(), type);
    }

    @Override
    public void write(final T value, final MutableDirectBuffer target, final int offset) {
        writer.startWriting(target, offset, FIXED_LENGTH);
        try {
            WRITE.invokeExact(writer, (Object) value);
        } catch (final RuntimeException | Error e) {
            throw e;
        } catch (final Throwable e) {
            throw accessorFailed(e);
        }
    }

    private TandemException accessorFailed(final Throwable failure) {
        return new TandemException("An accessor of " + type.getTypeName() + " failed: " + failure, failure);
    }

    @Override
    public T read(final DirectBuffer source, final int offset, final int length, final Arrival arrival) {
        reader.start(source, offset, length);
        try {
            @SuppressWarnings("unchecked")
            final T value = (T) (Object) READ.invokeExact(reader);
            return value;
        } catch (final CorruptMessageException | Error e) {
            throw e;
        } catch (final Throwable e) {
            throw new CorruptMessageException(
                    "The constructor of " + type.getTypeName() + " refused a message of " + length + " bytes: " + e, e);
        }
    }
}
