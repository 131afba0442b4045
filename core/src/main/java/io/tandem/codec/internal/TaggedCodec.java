package io.tandem.codec.internal;

import static io.tandem.codec.internal.TaggedDescriptor.*;

import io.tandem.codec.CorruptMessageException;
import io.tandem.segment.internal.Arrival;
import io.tandem.segment.internal.Transfer;
import java.io.ObjectInputFilter;
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
    static final String NAME = "tagged/" + LAYOUT_VERSION;

    private final Class<T> type;
    private final Scratch scratch = new Scratch();
    private final ObjectEncoder encoder;
    private final ObjectDecoder decoder;
    private byte prepared;

    TaggedCodec(final Class<T> type, final @Nullable ObjectInputFilter filter) {
        this.type = type;
        this.encoder = new ObjectEncoder();
        this.decoder = new ObjectDecoder(type.getClassLoader(), filter);
    }

    @Override
    public String name() {
        return NAME;
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
        if (of == long[].class) {
            return prepared(LONGS, (long) ((long[]) value).length * Long.BYTES, of);
        }
        if (of == int[].class) {
            return prepared(INTEGERS, (long) ((int[]) value).length * Integer.BYTES, of);
        }
        if (of == double[].class) {
            return prepared(DOUBLES, (long) ((double[]) value).length * Double.BYTES, of);
        }
        if (of == float[].class) {
            return prepared(FLOATS, (long) ((float[]) value).length * Float.BYTES, of);
        }
        if (of == char[].class) {
            return prepared(CHARACTERS, (long) ((char[]) value).length * Character.BYTES, of);
        }
        if (of == short[].class) {
            return prepared(SHORTS, (long) ((short[]) value).length * Short.BYTES, of);
        }
        return prepared(BOOLEANS, ((boolean[]) value).length, of);
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
    private void writeRare(final byte tag, final Object object, final MutableDirectBuffer target, final int at) {
        switch (tag) {
            case BOOLEAN -> target.putByte(at, (byte) ((Boolean) object ? 1 : 0));
            case BYTE -> target.putByte(at, (Byte) object);
            case SHORT -> target.putShort(at, (Short) object);
            case CHARACTER -> target.putChar(at, (Character) object);
            case FLOAT -> target.putFloat(at, (Float) object);
            case LONGS -> scratch.putLongs((long[]) object, target, at);
            case INTEGERS -> scratch.putIntegers((int[]) object, target, at);
            case DOUBLES -> scratch.putDoubles((double[]) object, target, at);
            case FLOATS -> scratch.putFloats((float[]) object, target, at);
            case CHARACTERS -> scratch.putCharacters((char[]) object, target, at);
            case SHORTS -> scratch.putShorts((short[]) object, target, at);
            case BOOLEANS -> scratch.putBooleans((boolean[]) object, target, at);
            default -> throw new IllegalStateException("write was called without prepare.");
        }
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
        switch (tag) {
            case LONG:
                exactly(tag, Long.BYTES, length);
                return source.getLong(at);
            case LATIN1:
                return scratch.getLatin1(source, at, length);
            case UTF16:
                elements(tag, Character.BYTES, length);
                return scratch.getUtf16(source, at, length);
            case INTEGER:
                exactly(tag, Integer.BYTES, length);
                return source.getInt(at);
            case BYTES:
                final byte[] bytes = new byte[length];
                source.getBytes(at, bytes);
                return bytes;
            case DOUBLE:
                exactly(tag, Double.BYTES, length);
                return source.getDouble(at);
            case OBJECT:
                return decoder.decode(source, at, length, arrival);
            default:
                return tag < BOOLEANS ? readPrimitive(tag, source, at, length) : readArray(tag, source, at, length);
        }
    }

    private static Object readPrimitive(final byte tag, final DirectBuffer source, final int at, final int length) {
        switch (tag) {
            case BOOLEAN:
                exactly(tag, Byte.BYTES, length);
                return source.getByte(at) != 0;
            case BYTE:
                exactly(tag, Byte.BYTES, length);
                return source.getByte(at);
            case SHORT:
                exactly(tag, Short.BYTES, length);
                return source.getShort(at);
            case CHARACTER:
                exactly(tag, Character.BYTES, length);
                return source.getChar(at);
            case FLOAT:
                exactly(tag, Float.BYTES, length);
                return source.getFloat(at);
            default:
                throw unknown(tag);
        }
    }

    private Object readArray(final byte tag, final DirectBuffer source, final int at, final int length) {
        switch (tag) {
            case LONGS:
                final long[] longs = new long[elements(tag, Long.BYTES, length)];
                scratch.getLongs(source, at, longs);
                return longs;
            case INTEGERS:
                final int[] integers = new int[elements(tag, Integer.BYTES, length)];
                scratch.getIntegers(source, at, integers);
                return integers;
            case DOUBLES:
                final double[] doubles = new double[elements(tag, Double.BYTES, length)];
                scratch.getDoubles(source, at, doubles);
                return doubles;
            case FLOATS:
                final float[] floats = new float[elements(tag, Float.BYTES, length)];
                scratch.getFloats(source, at, floats);
                return floats;
            case CHARACTERS:
                final char[] characters = new char[elements(tag, Character.BYTES, length)];
                scratch.getCharacters(source, at, characters, characters.length);
                return characters;
            case SHORTS:
                final short[] shorts = new short[elements(tag, Short.BYTES, length)];
                scratch.getShorts(source, at, shorts);
                return shorts;
            case BOOLEANS:
                final boolean[] booleans = new boolean[length];
                scratch.getBooleans(source, at, booleans);
                return booleans;
            default:
                throw unknown(tag);
        }
    }

    private static void exactly(final byte tag, final int expected, final int length) {
        if (length != expected) {
            throw new CorruptMessageException("A message with tag " + tag + " has a value of " + length
                    + " bytes, but such a value takes " + expected + ".");
        }
    }

    private static int elements(final byte tag, final int size, final int length) {
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
