package io.tandem.bench.ipc;

import java.util.Locale;

/** Strings of 32 characters, all different, made beforehand. */
final class Texts {
    static final int LENGTH = 32;

    private static final int COUNT = 64;

    private Texts() {}

    /** {@return a power of two of them} */
    static String[] make() {
        final String[] texts = new String[COUNT];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = String.format(Locale.ROOT, "%-" + LENGTH + "s", "order " + i * 7919 + " of the day");
        }
        return texts;
    }
}
