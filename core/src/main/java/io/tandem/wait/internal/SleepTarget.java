package io.tandem.wait.internal;

import io.tandem.os.FutexWords;

/** What the waiting loop sleeps on: one word, or many. */
public interface SleepTarget {
    /** {@return what waiting here has taught so far} */
    WaitSite site();

    /**
     * Announces a sleeper on each word and adds the words with their armed values. The condition is looked at after this.
     *
     * @param words to add to; two of its places stay free for the loop's own.
     */
    void arm(FutexWords words);

    /** {@return whether whoever signals can wake a sleeper; while not, sleeps last 1 ms} */
    boolean signallersCanWake();
}
