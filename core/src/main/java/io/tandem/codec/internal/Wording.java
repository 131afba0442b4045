package io.tandem.codec.internal;

/** Small parts of sentences. */
final class Wording {
    private Wording() {}

    /** {@return the name of a type with its article} A damaged message may bring an empty name. */
    static String a(final String typeName) {
        final boolean vowel = !typeName.isEmpty() && "aeiouAEIOU".indexOf(typeName.charAt(0)) >= 0;
        return (vowel ? "an " : "a ") + typeName;
    }

    /** {@return the type of an object with its article} */
    static String a(final Object object) {
        return a(object.getClass().getTypeName());
    }

    /** {@return what an object is, to begin a sentence with} */
    static String subject(final Object object) {
        return Lambdas.isLambda(object) ? "A function" : "A" + a(object).substring(1);
    }
}
