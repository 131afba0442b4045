package io.tandem.examples.wordcount;

import java.util.Arrays;
import java.util.function.ObjLongConsumer;

/**
 * How often each word was seen. Words of a file count only once they are confirmed: whether it is text shows at its end. An
 * open hash table, since a map of strings would make an object of each word read. One thread at a time.
 */
final class WordTable {
    private static final int NONE = -1;

    /** By hash: the number of a word, or {@link #NONE}. At most half of them are used. */
    private int[] slots = filled(1 << 12);

    private int words;
    private int[] hashes = new int[1 << 11];
    private int[] ends = new int[1 << 11];
    private long[] confirmed = new long[1 << 11];
    private long[] pending = new long[1 << 11];
    private char[] letters = new char[1 << 14];
    /** Numbers of words with something pending. */
    private int[] touched = new int[1 << 11];

    private int touchedCount;

    /** Adds one to the pending count of a word. */
    void add(final char[] text, final int offset, final int length) {
        final int word = number(text, offset, length);
        if (pending[word]++ == 0) {
            if (touchedCount == touched.length) {
                touched = Arrays.copyOf(touched, 2 * touchedCount);
            }
            touched[touchedCount++] = word;
        }
    }

    /** Adds to the confirmed count of a word. */
    void addConfirmed(final char[] text, final int offset, final int length, final long count) {
        // First the number: it may make these arrays grow.
        final int word = number(text, offset, length);
        confirmed[word] += count;
    }

    /** What is pending counts from now on. */
    void confirm() {
        for (int i = 0; i < touchedCount; i++) {
            confirmed[touched[i]] += pending[touched[i]];
            pending[touched[i]] = 0;
        }
        touchedCount = 0;
    }

    /** What is pending never was. */
    void forget() {
        for (int i = 0; i < touchedCount; i++) {
            pending[touched[i]] = 0;
        }
        touchedCount = 0;
    }

    /** Tells of each word that was seen, with its confirmed count, in no order. */
    void forEach(final ObjLongConsumer<String> action) {
        for (int word = 0; word < words; word++) {
            if (confirmed[word] > 0) {
                final int start = start(word);
                action.accept(new String(letters, start, ends[word] - start), confirmed[word]);
            }
        }
    }

    void clear() {
        Arrays.fill(slots, NONE);
        Arrays.fill(confirmed, 0, words, 0);
        Arrays.fill(pending, 0, words, 0);
        words = 0;
        touchedCount = 0;
    }

    private int number(final char[] text, final int offset, final int length) {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + text[i];
        }
        hash *= 0x9E37_79B1;
        for (int slot = hash >>> 1; ; slot++) {
            final int word = slots[slot & slots.length - 1];
            if (word == NONE) {
                return make(hash, text, offset, length);
            }
            if (hashes[word] == hash && isWord(word, text, offset, length)) {
                return word;
            }
        }
    }

    private boolean isWord(final int word, final char[] text, final int offset, final int length) {
        return Arrays.equals(letters, start(word), ends[word], text, offset, offset + length);
    }

    private int start(final int word) {
        return word == 0 ? 0 : ends[word - 1];
    }

    private int make(final int hash, final char[] text, final int offset, final int length) {
        if (words == hashes.length) {
            grow();
        }
        final int word = words++;
        final int start = start(word);
        if (letters.length - start < length) {
            letters = Arrays.copyOf(letters, Math.max(2 * letters.length, start + length));
        }
        System.arraycopy(text, offset, letters, start, length);
        hashes[word] = hash;
        ends[word] = start + length;
        enter(word);
        return word;
    }

    private void grow() {
        final int size = 2 * words;
        hashes = Arrays.copyOf(hashes, size);
        ends = Arrays.copyOf(ends, size);
        confirmed = Arrays.copyOf(confirmed, size);
        pending = Arrays.copyOf(pending, size);
        slots = filled(2 * size);
        for (int word = 0; word < words; word++) {
            enter(word);
        }
    }

    private void enter(final int word) {
        int slot = hashes[word] >>> 1;
        while (slots[slot & slots.length - 1] != NONE) {
            slot++;
        }
        slots[slot & slots.length - 1] = word;
    }

    private static int[] filled(final int size) {
        final int[] slots = new int[size];
        Arrays.fill(slots, NONE);
        return slots;
    }
}
