package io.tandem.sync;

import io.tandem.segment.Domain;
import io.tandem.value.SharedLongArray;

/** What processes that may be killed tell of their rounds, by single stores and additions: for each kind of rounds a few words, 128 B apart. */
final class KillAccount implements AutoCloseable {
    static final int SEATS = 2;

    private static final String NAME = "account";
    private static final int WORDS_APART = 16;
    private static final int PER_KIND = 8;

    private static final int COUNTER = 0;
    private static final int TWIN = 1;
    private static final int FAULTS = 2;
    private static final int TIMED_OUT = 3;
    private static final int PROGRESS = 4;
    private static final int SEEN = PROGRESS + SEATS;

    private final SharedLongArray words;
    private final int first;

    private KillAccount(final SharedLongArray words, final int kind) {
        this.words = words;
        first = kind * PER_KIND;
    }

    static KillAccount open(final Domain domain, final int kind, final int kinds) {
        return new KillAccount(
                SharedLongArray.builder((long) kinds * PER_KIND * WORDS_APART)
                        .domain(domain)
                        .name(NAME)
                        .openOrCreate(),
                kind);
    }

    static void delete(final Domain domain) {
        SharedLongArray.delete(domain, NAME);
    }

    private long at(final int word) {
        return (long) (first + word) * WORDS_APART;
    }

    /** Raises two words, one after the other; they differ before that only if somebody died in between, and nobody has mended them. */
    void raiseTwins() {
        checkTwins();
        words.setOpaque(at(COUNTER), words.getOpaque(at(COUNTER)) + 1);
        lingerAtTimes();
        words.setOpaque(at(TWIN), words.getOpaque(at(TWIN)) + 1);
    }

    /** So that the other comes meanwhile, and sleeps. */
    void lingerAtTimes() {
        if ((words.getOpaque(at(COUNTER)) & 7) == 0) {
            Thread.yield();
        }
    }

    void checkTwins() {
        check(words.getOpaque(at(COUNTER)) == words.getOpaque(at(TWIN)));
    }

    void mendTwins() {
        words.setOpaque(at(TWIN), words.getOpaque(at(COUNTER)));
    }

    long counter() {
        return words.getVolatile(at(COUNTER));
    }

    void counter(final long value) {
        words.setVolatile(at(COUNTER), value);
    }

    long addToCounter(final long delta) {
        return words.getAndAdd(at(COUNTER), delta);
    }

    long twin() {
        return words.getVolatile(at(TWIN));
    }

    void twin(final long value) {
        words.setVolatile(at(TWIN), value);
    }

    void check(final boolean holds) {
        if (!holds) {
            words.getAndAdd(at(FAULTS), 1);
        }
    }

    long faults() {
        return words.getVolatile(at(FAULTS));
    }

    void addTimedOut(final long sleeps) {
        words.getAndAdd(at(TIMED_OUT), sleeps);
    }

    long timedOut() {
        return words.getVolatile(at(TIMED_OUT));
    }

    void progress(final int seat) {
        words.getAndAdd(at(PROGRESS + seat), 1);
    }

    long progressOf(final int seat) {
        return words.getVolatile(at(PROGRESS + seat));
    }

    long progress() {
        return progressOf(0) + progressOf(1);
    }

    void seen(final int seat, final long value) {
        words.setVolatile(at(SEEN + seat), value);
    }

    long seenBy(final int seat) {
        return words.getVolatile(at(SEEN + seat));
    }

    @Override
    public void close() {
        words.close();
    }
}
