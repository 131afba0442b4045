package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import io.tandem.segment.Domain;
import io.tandem.value.SharedLong;
import org.jspecify.annotations.Nullable;

/** A small shared object without a name is made, and closed. */
final class Created extends Alone {
    private @Nullable Domain domain;

    Created(final String name) {
        super(name);
    }

    @Override
    public int fewest() {
        return 1;
    }

    @Override
    public void openFirst(final Workplace workplace) {
        domain = workplace.domain();
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final Domain mine = Opened.of(domain);
        for (int i = 0; i < operations; i++) {
            SharedLong.builder().domain(mine).create().close();
            laps.lap();
        }
    }
}
