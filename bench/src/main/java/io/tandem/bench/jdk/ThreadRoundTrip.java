package io.tandem.bench.jdk;

import io.tandem.bench.harness.BenchException;
import io.tandem.bench.harness.Cpus;
import io.tandem.bench.harness.Crew;
import io.tandem.bench.harness.Halt;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Placement;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Workplace;
import io.tandem.os.CpuSet;
import io.tandem.os.OperatingSystem;
import org.jspecify.annotations.Nullable;

/**
 * The driver's thread and another one of the same JVM meet, mostly by a boxed number that goes and comes back. The second JVM sleeps
 * meanwhile.
 */
abstract class ThreadRoundTrip implements Subject {
    private final String name;
    private final Placement placement;
    private @Nullable Crew crew;
    private Cpus cpus = new Cpus(-1, -1, false);
    private Halt halt = new Halt();

    ThreadRoundTrip(final String name, final Placement placement) {
        this.name = name;
        this.placement = placement;
    }

    /** Puts numbers, and takes them when they are back. */
    abstract void forth(int operations, Laps laps) throws Exception;

    /** Takes numbers, and puts them back. */
    abstract void back(int operations) throws Exception;

    /** What a loop that waits must obey. */
    final Halt halt() {
        return halt;
    }

    static void check(final long received, final long expected) {
        if (received != expected) {
            throw new BenchException(received + " came back where " + expected + " was sent");
        }
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Kind kind() {
        return Kind.ROUND_TRIP;
    }

    @Override
    public final boolean isElsewhere() {
        return true;
    }

    @Override
    public final void openFirst(final Workplace workplace) {
        halt = workplace.halt();
        cpus = workplace.cpus();
        crew = new Crew(2, halt);
    }

    @Override
    public final void first(final int operations, final Laps laps) throws Exception {
        final CpuSet usual = OperatingSystem.current().affinity();
        Opened.of(crew).run(worker -> {
            if (worker == 0) {
                Placement.bind(placement.first(cpus));
                forth(operations, laps);
            } else {
                // It was started on the driver's processor.
                Placement.bind(placement.second(cpus));
                back(operations);
            }
        });
        OperatingSystem.current().affinity(usual);
    }

    @Override
    public final void close() {
        if (crew != null) {
            crew.close();
        }
    }
}
