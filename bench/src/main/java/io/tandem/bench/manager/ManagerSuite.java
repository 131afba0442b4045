package io.tandem.bench.manager;

import io.tandem.bench.c.CPair;
import io.tandem.bench.harness.Bar;
import io.tandem.bench.harness.Family;
import io.tandem.bench.harness.Laps;
import io.tandem.bench.harness.Metric;
import io.tandem.bench.harness.NotOffered;
import io.tandem.bench.harness.Placement;
import io.tandem.bench.harness.Row;
import io.tandem.bench.harness.Subject;
import io.tandem.bench.harness.Suite;
import io.tandem.bench.python.SelfTimedPython;
import java.util.List;

/** Calls of objects that live in another process. */
public final class ManagerSuite implements Suite {
    private static final String LATER = "it comes with managers";

    /** Made by name in both processes. */
    public ManagerSuite() {}

    @Override
    public double seconds() {
        return 15;
    }

    @Override
    public double quickSeconds() {
        return 5;
    }

    @Override
    public List<Family> families() {
        final Subject spinning = new NotOffered("manager call, spinning", LATER);
        final Subject asleep = new NotOffered("manager call, asleep in between", LATER);
        final Subject append = python("Python's manager, list append", "append");
        final Subject get = python("Python's manager, dict get", "get");
        final Subject futex = new CPair("C futex, a processor each", CPair.Mode.FUTEX, Placement.APART);
        return List.of(new Family(
                "calls",
                1,
                List.of(spinning, asleep, append, get, futex),
                List.of(
                        Row.of("manager call, spinning", Metric.ROUND_TRIP, spinning, append, Bar.ratioAtMost(0.02)),
                        Row.of(
                                "manager call, asleep in between",
                                Metric.ROUND_TRIP,
                                asleep,
                                futex,
                                Bar.ratioAtMost(1.5)),
                        Row.of("Python's manager, list append", Metric.ROUND_TRIP, append, futex),
                        Row.of("Python's manager, dict get", Metric.ROUND_TRIP, get, futex))));
    }

    private static Subject python(final String name, final String mode) {
        return new SelfTimedPython(name, Subject.Kind.ROUND_TRIP, Laps.LONG, ManagerSuite.class, "manager.py", mode);
    }
}
