package io.tandem.bench.sync;

import io.tandem.bench.harness.Family;
import io.tandem.bench.harness.Suite;
import java.util.List;
import java.util.stream.Stream;

/** Locks and other synchronizers, alone and between two processes; values, records and arrays. */
public final class SyncSuite implements Suite {
    /** Made by name in both processes. */
    public SyncSuite() {}

    @Override
    public double seconds() {
        return 90;
    }

    @Override
    public double quickSeconds() {
        return 20;
    }

    @Override
    public List<Family> families() {
        return Stream.concat(LockFamilies.all().stream(), ValueFamilies.all().stream())
                .toList();
    }
}
