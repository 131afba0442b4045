package io.tandem.bench.sync;

import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import io.tandem.segment.Domain;
import io.tandem.value.SharedLong;
import org.jspecify.annotations.Nullable;

/** A small shared object that the second process has made is opened by its name, and closed. */
final class Attached extends Alone {
    private static final String NAME = "attached";
    private static final long VALUE = 42;

    private @Nullable Domain domain;
    private @Nullable SharedLong made;

    Attached(final String name) {
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
    public void openSecond(final Workplace workplace) {
        made = SharedLong.builder()
                .initialValue(VALUE)
                .name(NAME)
                .domain(workplace.domain())
                .create();
    }

    @Override
    public void first(final int operations, final Laps laps) {
        final Domain mine = Opened.of(domain);
        long sum = 0;
        for (int i = 0; i < operations; i++) {
            try (SharedLong value = SharedLong.builder().name(NAME).domain(mine).open()) {
                sum += value.get();
            }
            laps.lap();
        }
        check(sum, VALUE * operations);
    }

    @Override
    public void close() {
        Opened.close(made);
    }
}
