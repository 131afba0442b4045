package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.segment.Domain;
import io.tandem.value.SharedRecord;

/** A shared record is written as a whole. */
final class RecordSet extends SharedAlone<SharedRecord<Quote>> {
    RecordSet(final String name) {
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
        for (int left = operations; left > 0; left -= laps.size()) {
            for (int i = 0; i < laps.size(); i++) {
                record.set((i & 1) == 0 ? Quote.TWO : Quote.ONE);
            }
            laps.lap();
        }
    }
}
