package io.tandem.codec.internal;

import static java.lang.invoke.MethodType.methodType;

import io.tandem.codec.internal.RecordLayout.Field;
import io.tandem.codec.internal.RecordLayout.Node;
import io.tandem.segment.NotTransferableException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What measures, writes and reads records of one class: each a single method handle, composed of the accessors or the
 * constructor and the methods of {@link RecordWriter} and {@link RecordReader}. Where they are constants, the JIT turns
 * each into straight code.
 *
 * @param layout  of the record class.
 * @param measure {@code (RecordWriter, Object)void}.
 * @param write   {@code (RecordWriter, Object)void}.
 * @param read    {@code (RecordReader)Object}.
 */
record RecordHandles(RecordLayout layout, MethodHandle measure, MethodHandle write, MethodHandle read) {
    private static final Lookup OWN = MethodHandles.lookup();
    private static final MethodHandle IS_NULL =
            find(() -> OWN.findStatic(Objects.class, "isNull", methodType(boolean.class, Object.class)));

    static RecordHandles of(final Class<?> type) {
        final RecordLayout layout = RecordLayout.of(type);
        return new RecordHandles(
                layout,
                measure(type, layout.components()).asType(methodType(void.class, RecordWriter.class, Object.class)),
                write(type, layout.components()).asType(methodType(void.class, RecordWriter.class, Object.class)),
                read(type, layout.components()).asType(methodType(Object.class, RecordReader.class)));
    }

    /** A handle {@code (RecordWriter, type)void} that measures the tails. */
    private static MethodHandle measure(final Class<?> type, final List<Node> nodes) {
        final List<MethodHandle> steps = new ArrayList<>();
        for (final Node node : nodes) {
            final MethodHandle step = switch (node.form()) {
                case PRIMITIVE, BOXED, ENUM -> null;
                case STRING -> bound(writer("measureString", int.class, String.class), node.tail());
                case BYTES -> bound(writer("measureBytes", int.class, byte[].class), node.tail());
                case RECORD -> measureNested(node);
            };
            if (step != null) {
                steps.add(MethodHandles.filterArguments(step, 1, accessor(node.component())));
            }
        }
        return sequence(type, steps);
    }

    private static @Nullable MethodHandle measureNested(final Node node) {
        final Class<?> type = node.component().getType();
        final List<MethodHandle> absent = new ArrayList<>();
        for (final Node inner : all(node.nested())) {
            if (inner.tail() >= 0) {
                absent.add(
                        MethodHandles.dropArguments(bound(writer("measureAbsent", int.class), inner.tail()), 1, type));
            }
        }
        return absent.isEmpty() ? null : ifNull(type, sequence(type, absent), measure(type, node.nested()));
    }

    /** A handle {@code (RecordWriter, type)void} that writes all components. */
    private static MethodHandle write(final Class<?> type, final List<Node> nodes) {
        final List<MethodHandle> steps = new ArrayList<>();
        for (final Node node : nodes) {
            final Class<?> of = node.component().getType();
            final MethodHandle step = switch (node.form()) {
                case PRIMITIVE -> bound(writer(Primitives.method("put", of), int.class, of), node.valueOffset());
                case BOXED -> writeBoxed(node);
                case ENUM ->
                    bound(writer("putEnum", int.class, Enum.class), node.valueOffset())
                            .asType(methodType(void.class, RecordWriter.class, of));
                case STRING ->
                    bound(
                            writer("putString", int.class, int.class, int.class, String.class),
                            node.valueOffset(),
                            node.presenceOffset(),
                            node.tail());
                case BYTES ->
                    bound(
                            writer("putBytes", int.class, int.class, int.class, byte[].class),
                            node.valueOffset(),
                            node.presenceOffset(),
                            node.tail());
                case RECORD -> ifNull(of, writeAbsent(node), writePresent(node, write(of, node.nested())));
            };
            steps.add(MethodHandles.filterArguments(step, 1, accessor(node.component())));
        }
        return sequence(type, steps);
    }

    private static MethodHandle writeBoxed(final Node node) {
        final Class<?> boxed = node.component().getType();
        final Class<?> primitive = Primitives.unboxed(boxed);
        final MethodHandle value = bound(
                        writer(Primitives.method("put", primitive), int.class, primitive), node.valueOffset())
                .asType(methodType(void.class, RecordWriter.class, boxed));
        return ifNull(boxed, writeAbsent(node), writePresent(node, value));
    }

    private static MethodHandle writePresent(final Node node, final MethodHandle value) {
        final Class<?> type = node.component().getType();
        final MethodHandle present = bound(writer("putPresent", int.class), node.presenceOffset());
        return sequence(type, List.of(MethodHandles.dropArguments(present, 1, type), value));
    }

    /** Zeroes what belongs to a component that is null, so that equal records are equal bytes. */
    private static MethodHandle writeAbsent(final Node node) {
        final Class<?> type = node.component().getType();
        final List<MethodHandle> steps = new ArrayList<>();
        for (final Node inner : all(List.of(node))) {
            for (final Field field : Arrays.asList(inner.value(), inner.presence())) {
                if (field != null) {
                    final MethodHandle absent =
                            bound(writer("putAbsent", int.class, int.class), field.offset, field.size);
                    steps.add(MethodHandles.dropArguments(absent, 1, type));
                }
            }
        }
        return sequence(type, steps);
    }

    /** A handle {@code (RecordReader)type}. */
    private static MethodHandle read(final Class<?> type, final List<Node> nodes) {
        final MethodHandle constructor = constructor(type);
        final MethodHandle[] parts = nodes.stream().map(RecordHandles::readPart).toArray(MethodHandle[]::new);
        if (parts.length == 0) {
            return MethodHandles.dropArguments(constructor, 0, RecordReader.class);
        }
        return MethodHandles.permuteArguments(
                MethodHandles.filterArguments(constructor, 0, parts),
                methodType(type, RecordReader.class),
                new int[parts.length]);
    }

    private static MethodHandle readPart(final Node node) {
        final Class<?> type = node.component().getType();
        final MethodHandle part = switch (node.form()) {
            case PRIMITIVE -> reader(type, Primitives.method("get", type), node.valueOffset());
            case BOXED -> {
                final Class<?> primitive = Primitives.unboxed(type);
                yield ifPresent(node, reader(primitive, Primitives.method("get", primitive), node.valueOffset()));
            }
            case ENUM ->
                MethodHandles.insertArguments(
                        find(() -> OWN.findVirtual(
                                RecordReader.class, "getEnum", methodType(Enum.class, int.class, Enum[].class))),
                        1,
                        node.valueOffset(),
                        type.getEnumConstants());
            case STRING -> reader(String.class, "getString", node.tail());
            case BYTES -> reader(byte[].class, "getBytes", node.tail());
            case RECORD -> ifPresent(node, read(type, node.nested()));
        };
        return part.asType(methodType(type, RecordReader.class));
    }

    private static MethodHandle ifPresent(final Node node, final MethodHandle value) {
        final Class<?> type = node.component().getType();
        final MethodHandle absent =
                MethodHandles.dropArguments(MethodHandles.constant(type, null), 0, RecordReader.class);
        return MethodHandles.guardWithTest(
                reader(boolean.class, "isPresent", node.presenceOffset()),
                value.asType(methodType(type, RecordReader.class)),
                absent);
    }

    private static List<Node> all(final List<Node> nodes) {
        final List<Node> all = new ArrayList<>();
        for (final Node node : nodes) {
            all.add(node);
            all.addAll(all(node.nested()));
        }
        return all;
    }

    private static MethodHandle ifNull(final Class<?> type, final MethodHandle absent, final MethodHandle present) {
        final MethodHandle test = IS_NULL.asType(methodType(boolean.class, type));
        return MethodHandles.guardWithTest(MethodHandles.dropArguments(test, 0, RecordWriter.class), absent, present);
    }

    /** One step after the other, as a balanced tree: the JIT inlines only so deep. */
    private static MethodHandle sequence(final Class<?> type, final List<MethodHandle> steps) {
        final int count = steps.size();
        if (count == 0) {
            return MethodHandles.empty(methodType(void.class, RecordWriter.class, type));
        }
        if (count == 1) {
            return steps.get(0);
        }
        return MethodHandles.foldArguments(
                sequence(type, steps.subList(count / 2, count)), sequence(type, steps.subList(0, count / 2)));
    }

    private static MethodHandle bound(final MethodHandle handle, final Object... values) {
        return MethodHandles.insertArguments(handle, 1, values);
    }

    private static MethodHandle writer(final String name, final Class<?>... parameters) {
        return find(() -> OWN.findVirtual(RecordWriter.class, name, methodType(void.class, parameters)));
    }

    private static MethodHandle reader(final Class<?> result, final String name, final int argument) {
        return bound(find(() -> OWN.findVirtual(RecordReader.class, name, methodType(result, int.class))), argument);
    }

    private static MethodHandle accessor(final RecordComponent component) {
        return find(() -> lookup(component.getDeclaringRecord()).unreflect(component.getAccessor()));
    }

    private static MethodHandle constructor(final Class<?> type) {
        final Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        return find(() -> lookup(type).unreflectConstructor(type.getDeclaredConstructor(parameters)));
    }

    /** Sees a private record too, where its package is open to this module; else a public one of an exported package. */
    private static Lookup lookup(final Class<?> type) {
        RecordHandles.class.getModule().addReads(type.getModule());
        try {
            return MethodHandles.privateLookupIn(type, OWN);
        } catch (final IllegalAccessException e) {
            return MethodHandles.publicLookup();
        }
    }

    private interface Finder {
        MethodHandle find() throws ReflectiveOperationException;
    }

    private static MethodHandle find(final Finder finder) {
        try {
            return finder.find();
        } catch (final IllegalAccessException e) {
            throw new NotTransferableException(
                    "A record class can't be used for messages, since its module keeps it from Tandem: "
                            + e.getMessage() + ". Open its package in module-info (opens <package> to "
                            + RecordHandles.class.getModule().getName() + "), make it public in an exported package,"
                            + " or give the channel a Codec.",
                    e);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException("A method that the codec of records needs isn't there: " + e, e);
        }
    }
}
