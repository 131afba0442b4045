package io.tandem.manager.internal;

import io.tandem.manager.internal.EntryTable.Node;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A map in the server, in the order in which its keys came. Serves sets, too, whose elements are its keys. What functions make is put in place
 * when they have returned, unless they have changed the same entries themselves.
 */
@SuppressWarnings("unchecked") // the proxies have the types
final class MapTarget implements Target {
    /** Entries that travel at a time. */
    static final int PAGE_SIZE = 256;

    /** The value of a set's elements. */
    private static final Boolean PRESENT = Boolean.TRUE;

    private final EntryTable table = new EntryTable();

    MapTarget(final Map<?, ?> initial) {
        initial.forEach((key, value) -> put(required(key), required(value)));
    }

    /** One for a set. */
    static MapTarget ofSet(final Collection<?> initial) {
        final MapTarget target = new MapTarget(Map.of());
        target.addAll(initial.toArray());
        return target;
    }

    @Override
    public void touched() {
        table.touchAll();
    }

    @Override
    public @Nullable Object invoke(final int operation, final @Nullable Object[] arguments) {
        return switch (operation) {
            case MapOperations.GET -> valueOf(find(arguments[0]));
            case MapOperations.PUT -> put(required(arguments[0]), required(arguments[1]));
            case MapOperations.SIZE -> table.size();
            case MapOperations.REMOVE_KEY -> valueOf(remove(find(arguments[0])));
            case MapOperations.PUT_IF_ABSENT -> putIfAbsent(required(arguments[0]), required(arguments[1]));
            case MapOperations.REPLACE -> replace(find(arguments[0]), required(arguments[1]));
            case MapOperations.REPLACE_EQUAL ->
                replaceEqual(find(arguments[0]), required(arguments[1]), required(arguments[2]));
            case MapOperations.PUT_ALL -> putAll(array(arguments[0]));
            case MapOperations.CLEAR -> clear();
            case MapOperations.ADD -> putIfAbsent(required(arguments[0]), PRESENT) == null;
            case MapOperations.ADD_ALL -> addAll(array(arguments[0]));
            case MapOperations.COMPUTE -> compute(required(arguments[0]), biFunction(arguments[1]));
            case MapOperations.COMPUTE_IF_ABSENT ->
                computeIfAbsent(required(arguments[0]), (Function<Object, @Nullable Object>) required(arguments[1]));
            case MapOperations.COMPUTE_IF_PRESENT -> computeIfPresent(required(arguments[0]), biFunction(arguments[1]));
            case MapOperations.MERGE -> merge(required(arguments[0]), required(arguments[1]), biFunction(arguments[2]));
            case MapOperations.REPLACE_ALL -> replaceAll(biFunction(arguments[0]));
            case MapOperations.GET_VERSIONED -> getVersioned(find(arguments[0]));
            case MapOperations.WRITE_IF_SAME ->
                writeIfSame(required(arguments[0]), (long) required(arguments[1]), arguments[2]);
            case MapOperations.TO_ARRAY_VERSIONED -> toArrayVersioned();
            case MapOperations.WRITE_ALL_IF_SAME -> writeAllIfSame(array(arguments[0]));
            default -> invoke(operation, MapPart.of((int) required(arguments[0])), arguments);
        };
    }

    private @Nullable Object invoke(final int operation, final MapPart part, final @Nullable Object[] arguments) {
        return switch (operation) {
            case MapOperations.CONTAINS -> find(part, required(arguments[1])) != null;
            case MapOperations.CONTAINS_ALL -> containsAll(part, array(arguments[1]));
            case MapOperations.REMOVE -> remove(find(part, required(arguments[1]))) != null;
            case MapOperations.REMOVE_ALL -> removeAll(part, array(arguments[1]));
            case MapOperations.RETAIN_ALL -> removeIf(part, Predicate.not(setOf(array(arguments[1]))::contains));
            case MapOperations.REMOVE_IF -> removeIf(part, (Predicate<Object>) required(arguments[1]));
            case MapOperations.TO_ARRAY -> toArray(part);
            case MapOperations.PAGE -> page(part, (long) required(arguments[1]));
            default -> throw Targets.unknown(operation, "map or set");
        };
    }

    private static Object required(final @Nullable Object argument) {
        return Objects.requireNonNull(
                argument, "Managed maps and sets have no null: neither as key, value or element, nor as a function.");
    }

    private static @Nullable Object[] array(final @Nullable Object argument) {
        return (@Nullable Object[]) required(argument);
    }

    private static BiFunction<Object, @Nullable Object, @Nullable Object> biFunction(final @Nullable Object argument) {
        return (BiFunction<Object, @Nullable Object, @Nullable Object>) required(argument);
    }

    private static Set<@Nullable Object> setOf(final @Nullable Object[] items) {
        return new HashSet<>(Arrays.asList(items));
    }

    private @Nullable Node find(final @Nullable Object key) {
        return table.find(required(key));
    }

    private static @Nullable Object valueOf(final @Nullable Node node) {
        return node == null ? null : node.value();
    }

    private @Nullable Object put(final Object key, final Object value) {
        final Node node = table.find(key);
        final Object before = valueOf(node);
        write(key, node, value);
        return before;
    }

    /** Puts, replaces, or removes. */
    private void write(final Object key, final @Nullable Node node, final @Nullable Object value) {
        if (value == null) {
            remove(node);
        } else if (node == null) {
            table.add(key, value);
        } else {
            table.write(node, value);
        }
    }

    private @Nullable Node remove(final @Nullable Node node) {
        if (node != null) {
            table.remove(node);
        }
        return node;
    }

    private @Nullable Object putIfAbsent(final Object key, final Object value) {
        final Node node = table.find(key);
        if (node == null) {
            table.add(key, value);
        }
        return valueOf(node);
    }

    private @Nullable Object replace(final @Nullable Node node, final Object value) {
        if (node == null) {
            return null;
        }
        final Object before = node.value();
        table.write(node, value);
        return before;
    }

    private boolean replaceEqual(final @Nullable Node node, final Object expected, final Object value) {
        if (node == null || !expected.equals(node.value())) {
            return false;
        }
        table.write(node, value);
        return true;
    }

    private @Nullable Object putAll(final @Nullable Object[] entries) {
        requireAll(entries);
        for (int i = 0; i < entries.length; i += 2) {
            put(required(entries[i]), required(entries[i + 1]));
        }
        return null;
    }

    private boolean addAll(final @Nullable Object[] keys) {
        requireAll(keys);
        final int before = table.size();
        for (final Object key : keys) {
            putIfAbsent(required(key), PRESENT);
        }
        return table.size() > before;
    }

    /** Before anything is put. */
    private static void requireAll(final @Nullable Object[] items) {
        for (final Object item : items) {
            required(item);
        }
    }

    private boolean clear() {
        final boolean any = table.size() > 0;
        if (any) {
            table.clear();
        }
        return any;
    }

    private @Nullable Object compute(
            final Object key, final BiFunction<Object, @Nullable Object, @Nullable Object> function) {
        final Node node = table.find(key);
        return writeResult(key, node, () -> function.apply(key, valueOf(node)));
    }

    private @Nullable Object computeIfAbsent(final Object key, final Function<Object, @Nullable Object> function) {
        final Node node = table.find(key);
        return node == null ? writeResult(key, null, () -> function.apply(key)) : node.value();
    }

    private @Nullable Object computeIfPresent(
            final Object key, final BiFunction<Object, @Nullable Object, @Nullable Object> function) {
        final Node node = table.find(key);
        return node == null ? null : writeResult(key, node, () -> function.apply(key, node.value()));
    }

    private @Nullable Object merge(
            final Object key,
            final Object value,
            final BiFunction<Object, @Nullable Object, @Nullable Object> function) {
        final Node node = table.find(key);
        return writeResult(key, node, () -> node == null ? value : function.apply(node.value(), value));
    }

    private @Nullable Object writeResult(
            final Object key, final @Nullable Node node, final Supplier<? extends @Nullable Object> function) {
        if (node != null) {
            table.touch(node); // the function may change the value in place, and then fail
        }
        final long before = table.version(node);
        final Object value = function.get();
        if (table.version(table.find(key)) != before) {
            throw changedItself();
        }
        write(key, node, value);
        return value;
    }

    private @Nullable Object replaceAll(final BiFunction<Object, @Nullable Object, @Nullable Object> function) {
        table.touchAll(); // the function may change values in place, and then fail
        final long before = table.version();
        final List<Node> nodes = List.copyOf(table.all());
        final Object[] values = new Object[nodes.size()];
        Arrays.setAll(
                values,
                i -> required(function.apply(nodes.get(i).key(), nodes.get(i).value())));
        requireSame(before);
        for (int i = 0; i < values.length; i++) {
            table.write(nodes.get(i), values[i]);
        }
        return null;
    }

    private void requireSame(final long before) {
        if (table.version() != before) {
            throw changedItself();
        }
    }

    private static ConcurrentModificationException changedItself() {
        return new ConcurrentModificationException(
                "A function that a managed map or set was given has changed the same entries itself. What it returned is"
                        + " lost. Change them before or after, or return the change.");
    }

    private static Object itemOf(final MapPart part, final Node node) {
        return switch (part) {
            case KEYS -> node.key();
            case VALUES -> node.value();
            case ENTRIES -> new SimpleImmutableEntry<>(node.key(), node.value());
        };
    }

    private @Nullable Node find(final MapPart part, final Object item) {
        switch (part) {
            case KEYS:
                return table.find(item);
            case ENTRIES:
                final Map.Entry<?, ?> entry = (Map.Entry<?, ?>) item;
                final Node node = entry.getKey() == null ? null : table.find(entry.getKey());
                return node != null && node.value().equals(entry.getValue()) ? node : null;
            default:
                for (final Node candidate : table.all()) {
                    if (item.equals(candidate.value())) {
                        return candidate;
                    }
                }
                return null;
        }
    }

    private boolean containsAll(final MapPart part, final @Nullable Object[] items) {
        if (part == MapPart.VALUES) {
            return Targets.containsAll(Arrays.asList(toArray(part)), items);
        }
        return Arrays.stream(items).allMatch(item -> item != null && find(part, item) != null);
    }

    private boolean removeAll(final MapPart part, final @Nullable Object[] items) {
        if (part == MapPart.VALUES) {
            return removeIf(part, setOf(items)::contains);
        }
        boolean changed = false;
        for (final Object item : items) {
            changed |= item != null && remove(find(part, item)) != null;
        }
        return changed;
    }

    private boolean removeIf(final MapPart part, final Predicate<Object> filter) {
        final long before = table.version();
        final List<Node> removed = new ArrayList<>();
        for (final Node node : List.copyOf(table.all())) {
            if (filter.test(itemOf(part, node))) {
                removed.add(node);
            }
        }
        requireSame(before);
        removed.forEach(table::remove);
        return !removed.isEmpty();
    }

    /** Entries are flat: keys and values in turn. */
    private Object[] toArray(final MapPart part) {
        final boolean entries = part == MapPart.ENTRIES;
        final Object[] items = new Object[entries ? 2 * table.size() : table.size()];
        int i = 0;
        for (final Node node : table.all()) {
            if (entries) {
                items[i++] = node.key();
                items[i++] = node.value();
            } else {
                items[i++] = itemOf(part, node);
            }
        }
        return items;
    }

    /** Values come with their keys, by which an iterator removes them. */
    private Object[] page(final MapPart part, final long behind) {
        final List<Object> page = new ArrayList<>();
        page.add(behind);
        int left = PAGE_SIZE;
        for (final Node node : table.behind(behind)) {
            page.set(0, node.place());
            page.add(node.key());
            if (part != MapPart.KEYS) {
                page.add(node.value());
            }
            if (--left == 0) {
                break;
            }
        }
        return page.toArray();
    }

    private @Nullable Object[] getVersioned(final @Nullable Node node) {
        return new Object[] {table.version(node), valueOf(node)};
    }

    private Object[] toArrayVersioned() {
        final List<Object> all = new ArrayList<>(3 * table.size());
        for (final Node node : table.all()) {
            all.addAll(List.of(node.key(), table.version(node), node.value()));
        }
        return all.toArray();
    }

    private boolean writeIfSame(final Object key, final long expected, final @Nullable Object value) {
        final Node node = table.find(key);
        if (table.version(node) != expected) {
            return false;
        }
        write(key, node, value);
        return true;
    }

    private Object[] writeAllIfSame(final @Nullable Object[] writes) {
        final List<Object> refused = new ArrayList<>();
        int written = 0;
        for (int i = 0; i < writes.length; i += 3) {
            final Object key = required(writes[i]);
            final Node node = table.find(key);
            if (writeIfSame(key, (long) required(writes[i + 1]), writes[i + 2])) {
                written++;
            } else if (node != null) { // what others have removed is done with
                refused.addAll(List.of(key, table.version(node), node.value()));
            }
        }
        return new Object[] {written, refused.toArray()};
    }
}
