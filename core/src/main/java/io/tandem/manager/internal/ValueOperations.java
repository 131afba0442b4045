package io.tandem.manager.internal;

/** What a {@link ValueTarget} does, by number. Versions are longs that grow with each change of the value. */
final class ValueOperations {
    /** (): the value. */
    static final int GET = 1;

    /** (value). */
    static final int SET = 2;

    /** (value): the one before. */
    static final int GET_AND_SET = 3;

    /** (expected, value): whether it was set. */
    static final int COMPARE_AND_SET = 4;

    /** (operator): the new value. */
    static final int UPDATE = 5;

    /** (argument, function): the new value. */
    static final int ACCUMULATE = 6;

    /** (): the version and the value. */
    static final int GET_VERSIONED = 7;

    /** (version, value): whether it was set, as the version is still that. */
    static final int SET_IF_SAME = 8;

    private ValueOperations() {}
}
