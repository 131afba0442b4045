package io.tandem.manager.internal;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Entries in the order in which their keys came, each with a version. Confined to the object's lock. */
final class EntryTable {
    /** The version of a key that has no entry. */
    static final long ABSENT = 0;

    private final Map<Object, Node> nodes = new HashMap<>();

    /** By the version that each had at first: a place in it stays one, whatever comes and goes. */
    private final TreeMap<Long, Node> order = new TreeMap<>();

    /** The last one that was given; grows with each change. */
    private long version = ABSENT;

    /** Of all entries that have a smaller one. */
    private long leastVersion = ABSENT;

    /** One entry. */
    static final class Node {
        private final Object key;
        private final long place;
        private long version;
        private Object value;

        private Node(final Object key, final Object value, final long version) {
            this.key = key;
            this.value = value;
            this.place = version;
            this.version = version;
        }

        Object key() {
            return key;
        }

        Object value() {
            return value;
        }

        /** Where it stands in the order. */
        long place() {
            return place;
        }
    }

    int size() {
        return nodes.size();
    }

    @Nullable
    Node find(final Object key) {
        return nodes.get(key);
    }

    /** All, in order. */
    Collection<Node> all() {
        return order.values();
    }

    /** Those behind a place, in order. */
    Collection<Node> behind(final long place) {
        return order.tailMap(place, false).values();
    }

    /** Of the whole table. */
    long version() {
        return version;
    }

    /** Of one entry, if there is one. */
    long version(final @Nullable Node node) {
        return node == null ? ABSENT : Math.max(node.version, leastVersion);
    }

    /** Puts what has no entry. */
    void add(final Object key, final Object value) {
        final Node node = new Node(key, value, ++version);
        nodes.put(key, node);
        order.put(node.place, node);
    }

    void write(final Node node, final Object value) {
        node.value = value;
        node.version = ++version;
    }

    void remove(final Node node) {
        nodes.remove(node.key);
        order.remove(node.place);
        version++;
    }

    void clear() {
        nodes.clear();
        order.clear();
        version++;
    }

    /** Gives an entry a new version, as it may be changed in place. */
    void touch(final Node node) {
        node.version = ++version;
    }

    /** The same for all. */
    void touchAll() {
        leastVersion = ++version;
    }
}
