package io.tandem.codec.internal;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the components of a record class stand in its messages. Numbers are little-endian; an offset is a multiple of its
 * number's size, relative to the message.
 *
 * <pre>
 *   0                                                     fixed length
 *   +---------+---------+---------+-----------------------+----------------------------------------+
 *   | 8 bytes | 4 bytes | 2 bytes | 1 byte: small numbers, | characters and bytes of each String and |
 *   | each    | each    | each    | booleans, forms        | byte[], one after the other, no gaps    |
 *   +---------+---------+---------+-----------------------+----------------------------------------+
 *
 *   primitive    its value
 *   boxed        its value (0 for null) and a form: 0 null, 1 present
 *   enum         4 bytes: its ordinal, -1 for null
 *   String       4 bytes: its length in the tail; and a form: 0 null, 1 one byte a character (Latin-1), 2 two (UTF-16)
 *   byte[]       4 bytes: its length in the tail; and a form: 0 null, 1 present
 *   record       a form: 0 null, 1 present; and its own components, all zeros (enums too) for null
 * </pre>
 *
 * Within one size, fields stand in the order of the components, those of a nested record in its place. The sender writes
 * all of it before the channel publishes the message; nobody writes it after that.
 */
final class RecordLayout {
    /** Stands in the name of the codec. */
    static final int VERSION = 1;

    static final byte ABSENT = 0;
    static final byte PRESENT = 1;
    /** Of a string: one byte a character. */
    static final byte LATIN1 = 1;
    /** Of a string: two bytes a character. */
    static final byte UTF16 = 2;
    /** The ordinal that stands for no constant of an enum. */
    static final int NO_CONSTANT = -1;

    /** What the text of a layout may take of the header; a longer one is cut, and a digest of the whole added. */
    private static final int MAX_TEXT = 400;

    private static final int DIGEST_BYTES = 8;
    /** Of a constructor's arguments, where long and double count twice; below the JVM's own limit. */
    private static final int MAX_ARGUMENT_SLOTS = 240;

    private final Class<?> type;
    private final List<Field> fields = new ArrayList<>();
    private final List<Node> components;
    private final List<Node> tails = new ArrayList<>();
    private final int fixedLength;

    /** How a component is encoded. */
    enum Form {
        PRIMITIVE,
        BOXED,
        ENUM,
        STRING,
        BYTES,
        RECORD
    }

    /** A number in the fixed part. */
    static final class Field {
        final int size;
        int offset;

        Field(final int size) {
            this.size = size;
        }
    }

    /**
     * A component.
     *
     * @param component of its record class.
     * @param form      how it is encoded.
     * @param value     its number in the fixed part, a length or an ordinal; null for a nested record.
     * @param presence  its byte in the fixed part that tells null and the form of a string; null where there is none.
     * @param tail      which of the tails it is, or -1.
     * @param nested    components of a nested record.
     */
    record Node(
            RecordComponent component,
            Form form,
            @Nullable Field value,
            @Nullable Field presence,
            int tail,
            List<Node> nested) {
        int valueOffset() {
            return offsetOf(value);
        }

        int presenceOffset() {
            return offsetOf(presence);
        }

        private int offsetOf(final @Nullable Field field) {
            if (field == null) {
                throw new IllegalStateException("The component " + component + " has no such field.");
            }
            return field.offset;
        }
    }

    private RecordLayout(final Class<?> type) {
        this.type = type;
        this.components = nodes(type);
        this.fixedLength = place();
    }

    static RecordLayout of(final Class<?> type) {
        return new RecordLayout(type);
    }

    /** {@return why a record class has no fixed layout, or null if it has one} */
    static @Nullable String unsupported(final Class<?> type) {
        return unsupported(type, new ArrayList<>());
    }

    private static @Nullable String unsupported(final Class<?> type, final List<Class<?>> outer) {
        outer.add(type);
        int slots = 1;
        for (final RecordComponent component : type.getRecordComponents()) {
            final Class<?> of = component.getType();
            slots += of == long.class || of == double.class ? 2 : 1;
            final Form form = formOf(of);
            if (form == null || (form == Form.RECORD && outer.contains(of))) {
                return "the component " + component.getName() + " of " + type.getTypeName() + " is a "
                        + of.getTypeName();
            }
            if (form == Form.RECORD) {
                final String reason = unsupported(of, outer);
                if (reason != null) {
                    return reason;
                }
            }
        }
        outer.remove(type);
        return slots <= MAX_ARGUMENT_SLOTS ? null : type.getTypeName() + " has too many components";
    }

    private static @Nullable Form formOf(final Class<?> type) {
        if (type.isPrimitive()) {
            return Form.PRIMITIVE;
        }
        if (type == String.class) {
            return Form.STRING;
        }
        if (type == byte[].class) {
            return Form.BYTES;
        }
        if (type.isEnum()) {
            return Form.ENUM;
        }
        if (type.isRecord()) {
            return Form.RECORD;
        }
        return Primitives.isBoxed(type) ? Form.BOXED : null;
    }

    private List<Node> nodes(final Class<?> of) {
        return Arrays.stream(of.getRecordComponents()).map(this::node).toList();
    }

    private Node node(final RecordComponent component) {
        final Class<?> of = component.getType();
        final Form form = formOf(of);
        if (form == null) {
            throw new IllegalArgumentException("A component of type " + of.getTypeName() + " has no fixed layout.");
        }
        return switch (form) {
            case PRIMITIVE -> node(component, form, field(Primitives.size(of)), null, -1, List.of());
            case BOXED ->
                node(component, form, field(Primitives.size(Primitives.unboxed(of))), field(Byte.BYTES), -1, List.of());
            case ENUM -> node(component, form, field(Integer.BYTES), null, -1, List.of());
            case STRING, BYTES ->
                node(component, form, field(Integer.BYTES), field(Byte.BYTES), tails.size(), List.of());
            case RECORD -> node(component, form, null, field(Byte.BYTES), -1, nodes(of));
        };
    }

    private Node node(
            final RecordComponent component,
            final Form form,
            final @Nullable Field value,
            final @Nullable Field presence,
            final int tail,
            final List<Node> nested) {
        final Node node = new Node(component, form, value, presence, tail, nested);
        if (tail >= 0) {
            tails.add(node);
        }
        return node;
    }

    private Field field(final int size) {
        final Field field = new Field(size);
        fields.add(field);
        return field;
    }

    /** Gives each field its offset, the largest first, so that all are aligned without gaps. */
    private int place() {
        int offset = 0;
        for (int size = Long.BYTES; size >= Byte.BYTES; size /= 2) {
            for (final Field field : fields) {
                if (field.size == size) {
                    field.offset = offset;
                    offset += size;
                }
            }
        }
        return offset;
    }

    /** {@return the components of the record class itself} */
    List<Node> components() {
        return components;
    }

    /** {@return all strings and arrays of bytes, those of nested records included, as their tails stand} */
    List<Node> tails() {
        return tails;
    }

    /** {@return the bytes before the first tail} */
    int fixedLength() {
        return fixedLength;
    }

    /** {@return what both sides must agree on} For people to read: the two texts of a refusal show what differs. */
    String name() {
        final String text = "record/" + VERSION + " " + text(type);
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "... #" + digest(text);
    }

    private static String text(final Class<?> of) {
        final StringBuilder text = new StringBuilder(of.getName()).append('(');
        String separator = "";
        for (final RecordComponent component : of.getRecordComponents()) {
            text.append(separator)
                    .append(typeText(component.getType()))
                    .append(' ')
                    .append(component.getName());
            separator = ", ";
        }
        return text.append(')').toString();
    }

    private static String typeText(final Class<?> of) {
        if (of.isRecord()) {
            return text(of);
        }
        if (of.isEnum()) {
            final List<String> names = new ArrayList<>();
            for (final Object constant : of.getEnumConstants()) {
                names.add(((Enum<?>) constant).name());
            }
            return of.getName() + "{" + String.join("|", names) + "}";
        }
        return of.isArray() || of.getName().startsWith("java.lang.") ? of.getSimpleName() : of.getName();
    }

    private static String digest(final String text) {
        try {
            final byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }
}
