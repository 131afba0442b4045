package io.tandem.codec.internal;

import static io.tandem.codec.internal.TaggedDescriptor.*;

import io.tandem.codec.CorruptMessageException;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transfer;
import java.io.ObjectInputFilter;
import java.lang.reflect.Array;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A tag and a value: strings, boxed primitives and arrays of primitives by hand, everything else by JDK serialization.
 * One class for all of them, so that calls of it stay monomorphic.
 *
 * @param <T> type of the messages.
 */
final class TaggedCodec<T> implements MessageCodec<T> {
    static final String NAME = "tagged/" + VERSION;

    private final Class<T> type;
    private final Scratch scratch = new Scratch();
    private final ObjectEncoder encoder;
    private final ObjectDecoder decoder;
    private byte prepared;

    TaggedCodec(final Class<T> type, final @Nullable ObjectInputFilter filter) {
        this.type = type;
        this.encoder = new ObjectEncoder();
        this.decoder = new ObjectDecoder(type.getClassLoader(), filter, Parcel.MESSAGE);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean takes(final TaggedPrimitive primitive) {
        return type.isAssignableFrom(primitive.box());
    }

    @Override
    public int prepare(final T value, final Transfer transfer) {
        TypeChecks.check(type, value);
        final Object object = value;
        final Class<?> of = object.getClass();
        if (of == String.class) {
            return prepareString((String) object);
        }
        if (of == Long.class) {
            return prepared(LONG, Long.BYTES);
        }
        if (of == Integer.class) {
            return prepared(INTEGER, Integer.BYTES);
        }
        if (of == byte[].class) {
            return prepared(BYTES, ((byte[]) object).length);
        }
        if (of == Double.class) {
            return prepared(DOUBLE, Double.BYTES);
        }
        if (of.isArray() && of.getComponentType().isPrimitive()) {
            return prepareArray(object, of);
        }
        if (of == Boolean.class) {
            return prepared(BOOLEAN, Byte.BYTES);
        }
        if (of == Byte.class) {
            return prepared(BYTE, Byte.BYTES);
        }
        if (of == Short.class) {
            return prepared(SHORT, Short.BYTES);
        }
        if (of == Character.class) {
            return prepared(CHARACTER, Character.BYTES);
        }
        if (of == Float.class) {
            return prepared(FLOAT, Float.BYTES);
        }
        prepared = OBJECT;
        return Lengths.checked((long) VALUE_OFFSET + encoder.encode(object, transfer), of);
    }

    private int prepareString(final String value) {
        return Scratch.isLatin1(value)
                ? prepared(LATIN1, value.length())
                : prepared(UTF16, (long) value.length() * Character.BYTES, String.class);
    }

    private int prepareArray(final Object value, final Class<?> of) {
        final PrimitiveArray kind = PrimitiveArray.of(of);
        return prepared(kind.tag(), kind.size(value), of);
    }

    private int prepared(final byte tag, final int length) {
        return prepared(tag, length, type);
    }

    private int prepared(final byte tag, final long length, final Class<?> of) {
        prepared = tag;
        return Lengths.checked(VALUE_OFFSET + length, of);
    }

    @Override
    public void write(final T value, final MutableDirectBuffer target, final int offset) {
        final Object object = value;
        final byte tag = prepared;
        final int at = offset + VALUE_OFFSET;
        target.putByte(offset + TAG_OFFSET, tag);
        switch (tag) {
            case LONG -> target.putLong(at, (Long) object);
            case LATIN1 -> scratch.putLatin1((String) object, target, at);
            case UTF16 -> scratch.putUtf16((String) object, target, at);
            case INTEGER -> target.putInt(at, (Integer) object);
            case BYTES -> target.putBytes(at, (byte[]) object);
            case DOUBLE -> target.putDouble(at, (Double) object);
            case OBJECT -> encoder.copyTo(target, at);
            default -> writeRare(tag, object, target, at);
        }
    }

    // By itself, so that the common ones stay small enough to be inlined into a send.
    private static void writeRare(final byte tag, final Object object, final MutableDirectBuffer target, final int at) {
        switch (tag) {
            case BOOLEAN -> target.putByte(at, (byte) ((Boolean) object ? 1 : 0));
            case BYTE -> target.putByte(at, (Byte) object);
            case SHORT -> target.putShort(at, (Short) object);
            case CHARACTER -> target.putChar(at, (Character) object);
            case FLOAT -> target.putFloat(at, (Float) object);
            default -> writeArray(tag, object, target, at);
        }
    }

    private static void writeArray(
            final byte tag, final Object object, final MutableDirectBuffer target, final int at) {
        if (tag < BOOLEANS || tag > DOUBLES) {
            throw new IllegalStateException("write was called without prepare.");
        }
        PrimitiveArray.tagged(tag).write(object, Array.getLength(object), target, at);
    }

    @Override
    public T read(final DirectBuffer source, final int offset, final int length, final Arrival arrival) {
        Lengths.checkRange(source, offset, length);
        if (length < VALUE_OFFSET) {
            throw new CorruptMessageException("A message has " + length + " bytes and so no tag.");
        }
        final Object value = readValue(
                source.getByte(offset + TAG_OFFSET), source, offset + VALUE_OFFSET, length - VALUE_OFFSET, arrival);
        return TypeChecks.checkRead(type, value);
    }

    private Object readValue(
            final byte tag, final DirectBuffer source, final int at, final int length, final Arrival arrival) {
        return switch (tag) {
            case LONG -> source.getLong(exactly(Long.BYTES, tag, at, length));
            case LATIN1 -> scratch.getLatin1(source, at, length);
            case UTF16 -> scratch.getUtf16(source, at, elements(Character.BYTES, tag, length));
            case INTEGER -> source.getInt(exactly(Integer.BYTES, tag, at, length));
            case DOUBLE -> source.getDouble(exactly(Double.BYTES, tag, at, length));
            case BYTES -> PrimitiveArray.bytes(source, at, length);
            case OBJECT -> decoder.decode(source, at, length, arrival);
            default -> tag < BOOLEANS ? readRare(tag, source, at, length) : readArray(tag, source, at, length);
        };
    }

    private static Object readRare(final byte tag, final DirectBuffer source, final int at, final int length) {
        return switch (tag) {
            case BOOLEAN -> source.getByte(exactly(Byte.BYTES, tag, at, length)) != 0;
            case BYTE -> source.getByte(exactly(Byte.BYTES, tag, at, length));
            case SHORT -> source.getShort(exactly(Short.BYTES, tag, at, length));
            case CHARACTER -> source.getChar(exactly(Character.BYTES, tag, at, length));
            case FLOAT -> source.getFloat(exactly(Float.BYTES, tag, at, length));
            default -> throw unknown(tag);
        };
    }

    private Object readArray(final byte tag, final DirectBuffer source, final int at, final int length) {
        if (tag > DOUBLES) {
            throw unknown(tag);
        }
        if (tag == BOOLEANS) {
            return scratch.getBooleans(source, at, length);
        }
        final PrimitiveArray kind = PrimitiveArray.tagged(tag);
        return kind.read(source, at, elements(kind.elementSize(), tag, length) * kind.elementSize());
    }

    /** {@return where the value is} Refuses one that isn't as long as its type. */
    private static int exactly(final int expected, final byte tag, final int at, final int length) {
        if (length != expected) {
            throw new CorruptMessageException("A message with tag " + tag + " has a value of " + length
                    + " bytes, but such a value takes " + expected + ".");
        }
        return at;
    }

    /** {@return how many elements of a size there are} Refuses a part of one. */
    private static int elements(final int size, final byte tag, final int length) {
        if (length % size != 0) {
            throw new CorruptMessageException("A message with tag " + tag + " has a value of " + length
                    + " bytes, which isn't a multiple of " + size + ".");
        }
        return length / size;
    }

    private static CorruptMessageException unknown(final byte tag) {
        return new CorruptMessageException("A message has the unknown tag " + tag + ".");
    }
}
