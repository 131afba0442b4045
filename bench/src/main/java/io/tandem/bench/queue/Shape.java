package io.tandem.bench.queue;

/**
 * How many threads work at a queue.
 *
 * @param producers in the first process.
 * @param consumers in the second process.
 */
record Shape(int producers, int consumers) {
    /** {@return all threads} */
    int threads() {
        return producers + consumers;
    }

    /** As a reader calls it: 2P1C. */
    @Override
    public String toString() {
        return producers + "P" + consumers + "C";
    }
}
