package io.tandem.bench.harness;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is measured, with a half for each process. Both processes make one instance; the driver opens its half
 * first, so it is the one that creates what they share.
 *
 * <p>The hot loops of both halves stand in the implementing class itself, so that each subject has compiled code and
 * profiles of its own; a loop shared by several subjects would turn every call in it megamorphic. Whatever waits in such a
 * loop calls {@link Halt#spin}, by which a broken run ends.
 */
public interface Subject {
    /** {@return a short name, as it stands in the table} */
    String name();

    /** {@return what a slice of it tells} */
    Kind kind();

    /** {@return messages in a second of a paced subject, by which a slice has as many as are due in it} */
    default int rate() {
        throw new UnsupportedOperationException(name() + " isn't paced");
    }

    /** {@return why it can't be measured here, null if it can} Asked in the driver, before it is opened. */
    default @Nullable String missing() {
        return null;
    }

    /**
     * {@return whether processes other than the two JVMs do the work} These then sleep, and the second one isn't asked for its
     * half; the first half sees to the whole slice, without spinning.
     */
    default boolean isElsewhere() {
        return false;
    }

    /**
     * {@return how many threads work in a slice, both halves together} When there are fewer processors, they wait for one
     * another, so that how long they had no processor tells nothing of other work on the machine.
     */
    default int threads() {
        return 2;
    }

    /**
     * {@return how many operations a slice has at least} Operations that each take long are timed one by one: of these, 1. They have
     * no histogram of their own rounds. Streams may ask for as many as they are about, however long a slice takes then.
     */
    default int fewest() {
        return Laps.LONG;
    }

    /** {@return where the two threads of a slice run} Programs elsewhere see to that themselves. */
    default Placement placement() {
        return Placement.ANYWHERE;
    }

    /** {@return whether it is opened once only, since that takes it long, where its family's others are opened several times} */
    default boolean isOpenedOnce() {
        return false;
    }

    /**
     * Creates what the two halves share. Called in the driver; again after a close, with another workplace, where the family
     * is opened several times.
     *
     * @param workplace where files go.
     * @throws Exception if that fails, which ends the run.
     */
    void openFirst(Workplace workplace) throws Exception;

    /**
     * Attaches to it. Called in the peer; there is nothing to do where it takes no part.
     *
     * @param workplace where the files are.
     * @throws Exception if that fails, which ends the run.
     */
    default void openSecond(final Workplace workplace) throws Exception {}

    /**
     * The driver's half of a slice.
     *
     * @param operations to do: round trips, or messages.
     * @param laps       to be told after each lap of round trips; other kinds leave it alone.
     * @throws Exception if that fails, which ends the run.
     */
    void first(int operations, Laps laps) throws Exception;

    /**
     * The peer's half of a slice. It begins before the driver's, and ends when everything has arrived. Isn't asked of what is
     * {@link #isElsewhere() elsewhere}, and of operations in the driver alone.
     *
     * @param operations the same number.
     * @throws Exception if that fails, which ends the run.
     */
    default void second(final int operations) throws Exception {
        throw new UnsupportedOperationException(name() + " has no second half");
    }

    /**
     * Lets go of this process's half.
     *
     * @throws Exception if that fails, which ends the run.
     */
    void close() throws Exception;

    /** What a slice tells. */
    enum Kind {
        /** Laps of round trips. */
        ROUND_TRIP,
        /** Laps of operations in the driver alone; the peer isn't asked for its half. */
        OPERATION,
        /** Messages from the driver to the peer. */
        STREAM,
        /** Messages from the driver to the peer and back, each when it is due by a schedule: laps are latencies. */
        PACED
    }
}
