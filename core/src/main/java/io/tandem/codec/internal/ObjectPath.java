package io.tandem.codec.internal;

import io.tandem.segment.internal.Transferable;
import java.io.Externalizable;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way from an object to one in it: fields, elements, captured arguments. Looked for only after a serialization failed,
 * among what the serialization would visit.
 */
final class ObjectPath {
    /** Enough for any message that a person reads about; bounds the time that a failure takes. */
    private static final int MAX_OBJECTS = 100_000;

    private final List<SerializedLambda> lambdas;
    private final Queue<Step> steps = new ArrayDeque<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private ObjectPath(final List<SerializedLambda> lambdas) {
        this.lambdas = lambdas;
    }

    /**
     * One step of the way.
     *
     * @param object    it leads to.
     * @param from      the step before, or null for the first object.
     * @param label     what the object is there.
     * @param enclosing whether it is the enclosing object of a lambda.
     */
    record Step(Object object, @Nullable Step from, String label, boolean enclosing) {
        /** {@return the whole way in words} */
        String path() {
            final List<String> labels = new ArrayList<>();
            for (Step step = this; step != null && step.from != null; step = step.from) {
                labels.add(0, step.label);
            }
            return String.join(", ", labels) + (labels.size() > 1 ? "," : "");
        }
    }

    /** {@return the shortest way to an object, or null if none was found} */
    static @Nullable Step find(final Object root, final Object wanted, final List<SerializedLambda> lambdas) {
        final ObjectPath search = new ObjectPath(lambdas);
        search.add(root, null, "", false);
        for (Step step = search.steps.poll(); step != null; step = search.steps.poll()) {
            if (step.object == wanted) {
                return step;
            }
            search.expand(step);
        }
        return null;
    }

    private void add(
            final @Nullable Object object, final @Nullable Step from, final String label, final boolean enclosing) {
        if (object != null && seen.size() < MAX_OBJECTS && seen.add(object)) {
            steps.add(new Step(object, from, label, enclosing));
        }
    }

    private void expand(final Step step) {
        final Object object = step.object;
        if (object instanceof Object[] elements) {
            for (int i = 0; i < elements.length; i++) {
                add(elements[i], step, "element " + i, false);
            }
        } else if (!(object instanceof Serializable) || object instanceof Transferable || object instanceof String) {
            return;
        } else if (Lambdas.isLambda(object)) {
            expandLambda(step, object);
        } else {
            expandContent(step, object);
            if (!(object instanceof Externalizable)) {
                expandFields(step, object);
            }
        }
    }

    private void expandLambda(final Step step, final Object lambda) {
        final SerializedLambda form = Lambdas.serialized(lambda, lambdas);
        if (form == null) {
            return;
        }
        for (int i = 0; i < form.getCapturedArgCount(); i++) {
            final boolean enclosing = i == 0 && Lambdas.capturesThis(form);
            final String what = enclosing ? "the enclosing object" : "captured argument " + (i + 1);
            add(form.getCapturedArg(i), step, what + " of " + Lambdas.describe(form), enclosing);
        }
    }

    /** Collections of the JDK keep their fields to themselves. */
    private void expandContent(final Step step, final Object object) {
        try {
            if (object instanceof Map<?, ?> map) {
                for (final Map.Entry<?, ?> entry : map.entrySet()) {
                    add(entry.getKey(), step, "a key of the map", false);
                    add(entry.getValue(), step, valueLabel(entry.getKey()), false);
                }
            } else if (object instanceof Collection<?> collection) {
                int i = 0;
                for (final Object element : collection) {
                    add(element, step, "element " + i++, false);
                }
            }
        } catch (final RuntimeException e) {
            // A collection that can't be walked: its fields may tell.
        }
    }

    private static String valueLabel(final @Nullable Object key) {
        final boolean simple = key instanceof String || key instanceof Number || key instanceof Enum<?>;
        return simple ? "the value of key " + key : "a value of the map";
    }

    private void expandFields(final Step step, final Object object) {
        for (Class<?> type = object.getClass();
                type != null && Serializable.class.isAssignableFrom(type);
                type = type.getSuperclass()) {
            final ObjectStreamClass descriptor = ObjectStreamClass.lookup(type);
            if (descriptor != null) {
                for (final ObjectStreamField field : descriptor.getFields()) {
                    if (!field.isPrimitive()) {
                        final String label = "field " + simpleName(type) + "." + field.getName();
                        add(value(type, field.getName(), object), step, label, false);
                    }
                }
            }
        }
    }

    private static @Nullable Object value(final Class<?> type, final String name, final Object object) {
        try {
            final Field field = type.getDeclaredField(name);
            return field.trySetAccessible() ? field.get(object) : null;
        } catch (final ReflectiveOperationException e) {
            return null; // a serialized field without a real one, or out of reach
        }
    }

    private static String simpleName(final Class<?> type) {
        final String name = type.getName();
        return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    }
}
