package io.tandem.wait.internal;

import io.tandem.os.AsymmetricFence;
import io.tandem.os.FutexWords;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The event words that one thread has announced itself on, and the fence that belongs behind all of them together. Kept by the
 * thread that sleeps; not safe for several.
 */
public final class ArmedWords {
    private final FutexWords futexWords = new FutexWords();
    private @Nullable EventWord[] words = new EventWord[4];
    private boolean allFence = true;

    /** Creates a set of none. */
    public ArmedWords() {}

    /** Announces a sleeper on a word. */
    public void add(final EventWord word) {
        final int size = futexWords.size();
        if (size == words.length) {
            words = Arrays.copyOf(words, size * 2);
        }
        final int value = word.arm();
        allFence &= EventWord.allFence(value);
        futexWords.add(word.address(), value, word.isShared());
        words[size] = word;
    }

    /** {@return the number of words} */
    public int size() {
        return futexWords.size();
    }

    /** {@return whether this word is one of them} */
    public boolean contains(final EventWord word) {
        for (int i = 0; i < futexWords.size(); i++) {
            if (futexWords.address(i) == word.address()) {
                return true;
            }
        }
        return false;
    }

    void clear() {
        Arrays.fill(words, 0, futexWords.size(), null);
        futexWords.clear();
        allFence = true;
    }

    /** Call it behind the last word, and look at the condition behind it. */
    void fence() {
        if (allFence) {
            EventWord.fence();
            return;
        }
        if (AsymmetricFence.heavy()) {
            for (int i = 0; i < futexWords.size(); i++) {
                final int value = futexWords.expected(i);
                if (!EventWord.allFence(value)) {
                    futexWords.expect(i, word(i).heavilyFenced(value));
                }
            }
        }
    }

    EventWord first() {
        return word(0);
    }

    /** {@return them as the kernel takes them, each with the value to sleep on} */
    public FutexWords futexWords() {
        return futexWords;
    }

    private EventWord word(final int index) {
        final EventWord word = words[index];
        if (word == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return word;
    }
}
