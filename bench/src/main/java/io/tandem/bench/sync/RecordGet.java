package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.segment.Domain;
import io.tandem.value.SharedRecord;

/** A shared record is read as a whole, which makes one. */
final class RecordGet extends SharedAlone<SharedRecord<Quote>> {
    RecordGet(final String name) {
        super(name);
    }

    @Override
    SharedRecord<Quote> create(final Domain domain) {
        return SharedRecord.builder(Quote.class)
                .initialValue(Quote.ONE)
                .domain(domain)
                .create();
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final SharedRecord<Quote> record = object();
        long sum = 0;
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                sum += record.get().quantity();
            }
            laps.lap();
        }
        check(sum, operations);
    }
}
