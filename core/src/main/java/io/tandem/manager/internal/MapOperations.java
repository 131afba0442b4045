package io.tandem.manager.internal;

/**
 * What a {@link MapTarget} does, by number. A part is the code of a {@link MapPart}. Versions are longs; each write of an entry gives it
 * another one, and a key without an entry has 0. Flat arrays have the fields of all entries one after another.
 */
final class MapOperations {
    /** (key): the value, or null. */
    static final int GET = 1;

    /** (key, value): the one before, or null. */
    static final int PUT = 2;

    /** (): the number of entries. */
    static final int SIZE = 3;

    /** (key): the value, or null. */
    static final int REMOVE_KEY = 4;

    /** (key, value): the one that was there, or null. */
    static final int PUT_IF_ABSENT = 5;

    /** (key, value): the one before, or null, and then nothing was put. */
    static final int REPLACE = 6;

    /** (key, old value, new value): whether it was replaced. */
    static final int REPLACE_EQUAL = 7;

    /** (flat array of keys and values). */
    static final int PUT_ALL = 8;

    /** (): whether there were any. */
    static final int CLEAR = 9;

    /** (key): whether it is new; its value is a constant. */
    static final int ADD = 10;

    /** (array of keys): whether any is new. */
    static final int ADD_ALL = 11;

    /** (part, item): whether there is one. */
    static final int CONTAINS = 12;

    /** (part, array): whether all are there. */
    static final int CONTAINS_ALL = 13;

    /** (part, item): whether there was one. */
    static final int REMOVE = 14;

    /** (part, array): whether the map changed. */
    static final int REMOVE_ALL = 15;

    /** (part, array): whether the map changed. */
    static final int RETAIN_ALL = 16;

    /** (part, predicate): whether the map changed. */
    static final int REMOVE_IF = 17;

    /** (part): an array of them; of entries, a flat one of keys and values. */
    static final int TO_ARRAY = 18;

    /** (part, place, 0 for the start): the next place, and keys, or keys and values, in a flat array behind it. */
    static final int PAGE = 19;

    /** (key, function of key and value): the new value, or null. */
    static final int COMPUTE = 20;

    /** (key, function of the key): the value, or null. */
    static final int COMPUTE_IF_ABSENT = 21;

    /** (key, function of key and value): the new value, or null. */
    static final int COMPUTE_IF_PRESENT = 22;

    /** (key, value, function of both values): the new value, or null. */
    static final int MERGE = 23;

    /** (function of key and value). */
    static final int REPLACE_ALL = 24;

    /** (key): the version and the value. */
    static final int GET_VERSIONED = 25;

    /** (key, version, value or null): whether it was put or removed, as the version is still that. */
    static final int WRITE_IF_SAME = 26;

    /** (): keys, versions and values in a flat array. */
    static final int TO_ARRAY_VERSIONED = 27;

    /**
     * (flat array of keys, versions, and values or null): as {@link #WRITE_IF_SAME}; how many were put or removed, and, in a flat array, keys, versions
     * and values of those that have another version.
     */
    static final int WRITE_ALL_IF_SAME = 28;

    private MapOperations() {}
}
