package io.tandem.segment.internal;

/**
 * The number of this JVM in each domain, agreed on by all copies of the library that class loaders may have brought into
 * it: a system property for each domain's incarnation.
 */
final class OwnNumbers {
    private static final String SHARED = "+";

    private OwnNumbers() {}

    /** Held, by whatever class loader's copy, while a number is claimed: strings are interned once per JVM. */
    static Object monitor(final DomainState state) {
        return key(state).intern();
    }

    /** This JVM's number, or 0. Its process file must never be opened or closed by this JVM. */
    static int get(final DomainState state) {
        final String value = System.getProperty(key(state));
        return value == null
                ? 0
                : Integer.parseInt(value.endsWith(SHARED) ? value.substring(0, value.length() - 1) : value);
    }

    static void set(final DomainState state, final int number) {
        System.setProperty(key(state), Integer.toString(number));
    }

    /** Notes that several copies of the library use the number. */
    static void share(final DomainState state) {
        System.setProperty(key(state), get(state) + SHARED);
    }

    static boolean isShared(final DomainState state) {
        final String value = System.getProperty(key(state));
        return value != null && value.endsWith(SHARED);
    }

    static void clear(final DomainState state) {
        System.clearProperty(key(state));
    }

    private static String key(final DomainState state) {
        return state.propertyKey();
    }
}
