package io.tandem.os;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A reusable list of 32-bit words to sleep on, each with the value that it must still have. Not safe for several
 * threads; meant to be kept by the thread that sleeps.
 */
public final class FutexWords {
    /** The most words that one wait takes. */
    public static final int MAX_WORDS = 128;

    private long[] addresses = new long[4];
    private int[] expected = new int[4];
    private boolean[] shared = new boolean[4];
    private int size;

    /** The kernel's form of the list; kept here because a sleeper uses its list again and again. */
    @Nullable
    ByteBuffer kernelForm;

    long kernelFormAddress;

    /** Creates an empty list. */
    public FutexWords() {}

    /** Empties the list. */
    public void clear() {
        size = 0;
    }

    /**
     * Adds a word.
     *
     * @param address       of the word.
     * @param expectedValue that it must still have.
     * @param isShared      whether other processes may wake it.
     */
    public void add(final long address, final int expectedValue, final boolean isShared) {
        if (size == MAX_WORDS) {
            throw new IllegalArgumentException("A wait takes " + MAX_WORDS + " words at most.");
        }
        if (size == addresses.length) {
            addresses = Arrays.copyOf(addresses, size * 2);
            expected = Arrays.copyOf(expected, size * 2);
            shared = Arrays.copyOf(shared, size * 2);
        }
        addresses[size] = address;
        expected[size] = expectedValue;
        shared[size] = isShared;
        size++;
    }

    /**
     * Changes the value that a word must still have.
     *
     * @param index         of the word.
     * @param expectedValue of it.
     */
    public void expect(final int index, final int expectedValue) {
        expected[index] = expectedValue;
    }

    /** {@return the number of words} */
    public int size() {
        return size;
    }

    /**
     * One word's address.
     *
     * @param index of the word.
     * @return its address.
     */
    public long address(final int index) {
        return addresses[index];
    }

    /**
     * One word's expected value.
     *
     * @param index of the word.
     * @return the value it must still have.
     */
    public int expected(final int index) {
        return expected[index];
    }

    /**
     * Whether a word is shared between processes.
     *
     * @param index of the word.
     * @return true if other processes may wake it.
     */
    public boolean isShared(final int index) {
        return shared[index];
    }
}
