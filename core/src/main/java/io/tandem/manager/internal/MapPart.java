package io.tandem.manager.internal;

/** What of a map's entries a view shows. */
enum MapPart {
    KEYS(0),
    VALUES(1),
    /** As {@link java.util.Map.Entry}. */
    ENTRIES(2);

    private final int code;

    MapPart(final int code) {
        this.code = code;
    }

    /** What travels. */
    int code() {
        return code;
    }

    static MapPart of(final int code) {
        return switch (code) {
            case 0 -> KEYS;
            case 1 -> VALUES;
            case 2 -> ENTRIES;
            default -> throw new IllegalArgumentException("A map has no part " + code + ".");
        };
    }
}
