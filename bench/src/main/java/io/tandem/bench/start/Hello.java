package io.tandem.bench.start;

/** The smallest program. */
final class Hello {
    /** What its first line says. */
    static final String WORD = "Hello";

    private Hello() {}

    public static void main(final String[] arguments) {
        System.out.println(WORD);
    }
}
