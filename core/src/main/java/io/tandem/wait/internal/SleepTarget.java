package io.tandem.wait.internal;

/** What the waiting loop sleeps on: one word, or many. */
public interface SleepTarget {
    /** {@return what waiting here has taught so far} */
    WaitSite site();

    /**
     * Announces a sleeper on each word, by adding it. The condition is looked at after this.
     *
     * @param words to add to.
     */
    void arm(ArmedWords words);

    /** {@return whether whoever signals can wake a sleeper; while not, sleeps last 1 ms} */
    boolean signallersCanWake();
}
