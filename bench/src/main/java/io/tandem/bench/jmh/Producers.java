package io.tandem.bench.jmh;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The threads that send in a trial. */
final class Producers {
    private final List<Numbers> all = new CopyOnWriteArrayList<>();

    void add(final Numbers numbers, final int thread) {
        numbers.begin(thread);
        all.add(numbers);
    }

    /** {@return how much was sent so far, roughly} */
    long progress() {
        return all.stream().mapToLong(Numbers::count).sum();
    }

    /** {@return what was sent} Once no thread sends any more. */
    Tally sent() {
        return all.stream().map(Numbers::tally).reduce(Tally.NONE, Tally::and);
    }
}
