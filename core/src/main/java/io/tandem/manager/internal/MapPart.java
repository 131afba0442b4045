package io.tandem.manager.internal;

/** What of a map's entries a view shows. */
enum MapPart {
    KEYS,
    VALUES,
    /** As {@link java.util.Map.Entry}. */
    ENTRIES;

    private static final MapPart[] ALL = values();

    static MapPart of(final int ordinal) {
        return ALL[ordinal];
    }
}
