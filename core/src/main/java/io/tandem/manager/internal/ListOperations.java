package io.tandem.manager.internal;

/** What a {@link ListTarget} does, by number. Versions are longs that grow with each change of the list. */
final class ListOperations {
    /** (index): the element. */
    static final int GET = 1;

    /** (index, element): the one before. */
    static final int SET = 2;

    /** (element). */
    static final int ADD = 3;

    /** (): the number of elements. */
    static final int SIZE = 4;

    /** (index, element). */
    static final int INSERT = 5;

    /** (index): the element. */
    static final int REMOVE_AT = 6;

    /** (element): whether there was one. */
    static final int REMOVE = 7;

    /** (from, to). */
    static final int REMOVE_RANGE = 8;

    /** (): whether there were any. */
    static final int CLEAR = 9;

    /** (element): whether there is one. */
    static final int CONTAINS = 10;

    /** (element): the first index, or -1. */
    static final int INDEX_OF = 11;

    /** (element): the last index, or -1. */
    static final int LAST_INDEX_OF = 12;

    /** (array): whether all are there. */
    static final int CONTAINS_ALL = 13;

    /** (array): whether the list changed. */
    static final int ADD_ALL = 14;

    /** (index, array): whether the list changed. */
    static final int INSERT_ALL = 15;

    /** (array): whether the list changed. */
    static final int REMOVE_ALL = 16;

    /** (array): whether the list changed. */
    static final int RETAIN_ALL = 17;

    /** (): all elements in an array. */
    static final int TO_ARRAY = 18;

    /** (predicate): whether the list changed. */
    static final int REMOVE_IF = 19;

    /** (operator). */
    static final int REPLACE_ALL = 20;

    /** (comparator or null). */
    static final int SORT = 21;

    /** (index, at most): the version, the size, and elements from there on in an array. */
    static final int PAGE = 22;

    /** (version, set of indices): whether they were removed, as the version is still that. */
    static final int REMOVE_IF_SAME = 23;

    /** (version, array): whether it replaced all elements, as the version is still that. */
    static final int REPLACE_IF_SAME = 24;

    /** (version, array of indices): whether the list was put in that order, as the version is still that. */
    static final int REORDER_IF_SAME = 25;

    /** (version, index): the new version, or null if it wasn't removed, since the version is another one. */
    static final int ITERATOR_REMOVE = 26;

    /** (version, index, element): the new version, or null if it wasn't set, since the version is another one. */
    static final int ITERATOR_SET = 27;

    /** (version, index, element): the new version, or null if it wasn't added, since the version is another one. */
    static final int ITERATOR_ADD = 28;

    /** (index from the end, 0 for the last): the element. */
    static final int GET_FROM_END = 29;

    /** (index from the end, element): the one before. */
    static final int SET_FROM_END = 30;

    /** (index from the end, element): 0 puts it behind all. */
    static final int INSERT_FROM_END = 31;

    /** (index from the end, array): whether the list changed; 0 puts all behind the last. */
    static final int INSERT_ALL_FROM_END = 40;

    /** (index from the end): the element. */
    static final int REMOVE_FROM_END = 32;

    /** (): the first element; fails if there is none. */
    static final int FIRST = 33;

    /** (): the last element; fails if there is none. */
    static final int LAST = 34;

    /** (): the first element; fails if there is none. */
    static final int REMOVE_FIRST = 35;

    /** (): the last element; fails if there is none. */
    static final int REMOVE_LAST = 36;

    /** (element): whether there was one; the last one of those is gone. */
    static final int REMOVE_LAST_OCCURRENCE = 37;

    /** (element): how far the last one is from the end, or -1. */
    static final int INDEX_FROM_END = 38;

    /** (element): how far the first one is from the end, or -1. */
    static final int LAST_INDEX_FROM_END = 39;

    private ListOperations() {}
}
